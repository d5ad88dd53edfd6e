"use client";

import { Search, X } from "lucide-react";
import { useRouter } from "next/navigation";
import type { SubmitEvent } from "react";
import type { Choice } from "@/components/incidents/choices";
import { severityChoices } from "@/components/incidents/choices";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { modeLabels, statusLabels } from "@/lib/incidents/labels";
import type { IncidentFilters } from "@/lib/incidents/schema";
import { filtersIn, listAddress } from "./list-address";

type Props = {
  filters: IncidentFilters;
  services: readonly Choice[];
  environments: readonly Choice[];
  /** Whether anything but the usual is asked for. */
  narrowed: boolean;
};

const chosen = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

const statuses = [{ value: "open", label: "Open" }, { value: "all", label: "All" }, ...chosen(statusLabels)];

/** What the list is narrowed to. It is sent as an address, so that a view can be shared. */
export function FilterForm({ filters, services, environments, narrowed }: Props) {
  const router = useRouter();
  const go = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]);
    router.push(listAddress(filtersIn(Object.fromEntries(typed))));
  };
  const lists = [
    { name: "status", label: "Status", options: statuses, value: filters.status },
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
  return (
    <form
      action="/incidents"
      onSubmit={go}
      className="grid grid-cols-2 gap-2 border-line border-b p-3 md:flex md:flex-wrap md:items-end"
    >
      <TextField
        name="text"
        label="Title or ref"
        labelHidden
        type="search"
        placeholder="Title or ref"
        defaultValue={filters.text ?? ""}
        className="col-span-2 md:w-48"
      />
      {lists.map(({ name, label, options, value, any }) => (
        <SelectField
          key={`${name} ${value ?? ""}`}
          name={name}
          label={label}
          labelHidden
          options={options}
          placeholder={any}
          defaultValue={value ?? ""}
          onChange={(event) => event.currentTarget.form?.requestSubmit()}
          className="md:w-36"
        />
      ))}
      <div className="flex gap-2">
        <Button type="submit">
          <Search aria-hidden="true" />
          Filter
        </Button>
        {narrowed ? (
          <LinkButton href="/incidents" variant="ghost">
            <X aria-hidden="true" />
            Clear
          </LinkButton>
        ) : null}
      </div>
    </form>
  );
}
