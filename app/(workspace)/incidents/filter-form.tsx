"use client";

import { Search, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import type { Choice } from "@/components/incidents/choices";
import { severityChoices } from "@/components/incidents/choices";
import { shellEvents } from "@/components/shell/events";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { modeLabels, statusLabels } from "@/lib/incidents/labels";
import { type ListQuery, listQueryIn, usualStatus } from "@/lib/incidents/lists/query";
import type { IncidentFilters } from "@/lib/incidents/schema";
import { listAddress } from "./list-address";
import { useAsked } from "./use-asked";

type Props = {
  /** What the address asks for, and how its filters are understood. */
  query: ListQuery;
  filters: IncidentFilters;
  services: readonly Choice[];
  environments: readonly Choice[];
  /** Whether anything but the usual is asked for. */
  narrowed: boolean;
};

const chosen = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

const statuses = [{ value: "all", label: "All" }, { value: "open", label: "Open" }, ...chosen(statusLabels)];

/** How the list is shown, sent along with what it is narrowed to. */
const kept = ["view", "lane", "range", "until"] as const;

/** What the list is narrowed to, and what is searched for. It is sent as an address, so that a view can be shared. */
export function FilterForm({ query, filters, services, environments, narrowed }: Props) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [pending, startTransition] = useTransition();
  useEffect(() => {
    const focus = (event: Event) => {
      const field = form.current?.elements.namedItem("search");
      if (!(field instanceof HTMLInputElement)) return;
      event.preventDefault();
      field.focus();
      field.select();
    };
    document.addEventListener(shellEvents.search, focus);
    return () => document.removeEventListener(shellEvents.search, focus);
  }, []);
  const usual = usualStatus(query);
  const lists = [
    {
      name: "status",
      label: "Status",
      options: statuses.filter(({ value }) => value !== usual),
      value: filters.status === usual ? "" : filters.status,
      any: usual === "all" ? "Any status" : "Open",
    },
    {
      name: "severity",
      label: "Severity",
      options: severityChoices,
      value: filters.severity,
      any: "Any severity",
    },
    { name: "service", label: "Service", options: services, value: filters.service, any: "Any service" },
    {
      name: "environment",
      label: "Environment",
      options: environments,
      value: filters.environment,
      any: "Any environment",
    },
    {
      name: "mode",
      label: "Recorded as",
      options: chosen(modeLabels),
      value: filters.mode,
      any: "Live or not",
    },
  ];
  const listed = Object.fromEntries(lists.map(({ name, value }) => [name, value ?? ""] as const));
  const remember = useAsked(form, { search: query.search ?? "", ...listed }, pending);
  const go = (how: "push" | "replace") => {
    if (!form.current) return;
    const typed = [...new FormData(form.current)];
    const sent = Object.fromEntries(typed.map(([name, value]) => [name, String(value).trim()] as const));
    remember(sent);
    startTransition(() => router[how](listAddress(listQueryIn(sent)), { scroll: false }));
  };
  return (
    <search>
      <form
        ref={form}
        action="/incidents"
        onSubmit={(event) => {
          event.preventDefault();
          go("push");
        }}
        className="grid grid-cols-2 gap-2 border-line border-b p-3 md:flex md:flex-wrap md:items-end"
      >
        <TextField
          name="search"
          label="Search titles, timelines, post-mortems and action items"
          labelHidden
          type="search"
          placeholder="Search everything"
          defaultValue={query.search ?? ""}
          className="col-span-2 md:w-64"
        />
        {kept.map((name) =>
          query[name] === undefined ? null : (
            <input key={name} type="hidden" name={name} value={query[name]} />
          ),
        )}
        {lists.map(({ name, label, options, value, any }) => (
          <SelectField
            key={name}
            name={name}
            label={label}
            labelHidden
            options={options}
            placeholder={any}
            defaultValue={value ?? ""}
            // With the arrow keys each step is a change: none of them is a step to go back to.
            onChange={() => go("replace")}
            className="md:w-36"
          />
        ))}
        <div className="flex flex-wrap gap-2">
          <Button type="submit">
            <Search aria-hidden="true" />
            Search
          </Button>
          {narrowed ? (
            <LinkButton href="/incidents" variant="ghost">
              <X aria-hidden="true" />
              Clear
            </LinkButton>
          ) : null}
        </div>
      </form>
    </search>
  );
}
