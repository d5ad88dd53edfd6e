"use client";

import { Search, X } from "lucide-react";
import { useRouter } from "next/navigation";
import type { SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { LinkButton } from "@/components/ui/link-button";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { actionItemStatusLabels } from "@/lib/reviews/action-items/labels";
import type { ActionItemFilters } from "@/lib/reviews/action-items/schema";
import { listAddress, queryIn } from "./list-address";

type Props = {
  filters: ActionItemFilters;
  view: "table" | "board";
  /** Whether anything but the usual is asked for. */
  narrowed: boolean;
};

const whose = [
  { value: "all", label: "Everybody's" },
  { value: "mine", label: "Mine" },
  { value: "team", label: "My teams'" },
  { value: "nobody", label: "Nobody's" },
];

const statuses = [
  { value: "unfinished", label: "Unfinished" },
  { value: "all", label: "Any status" },
  ...Object.entries(actionItemStatusLabels).map(([value, label]) => ({ value, label })),
];

/** What the list is narrowed to. It is sent as an address, so that a view can be shared. */
export function FilterForm({ filters, view, narrowed }: Props) {
  const router = useRouter();
  const go = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]);
    router.push(listAddress(queryIn(Object.fromEntries(typed))));
  };
  const select = (name: "whose" | "status", label: string, options: typeof whose) => (
    <SelectField
      key={`${name} ${filters[name]}`}
      name={name}
      label={label}
      labelHidden
      options={options}
      defaultValue={filters[name]}
      onChange={(event) => event.currentTarget.form?.requestSubmit()}
      className="md:w-36"
    />
  );
  return (
    <form
      action="/action-items"
      onSubmit={go}
      className="grid grid-cols-2 items-center gap-2 border-line border-b p-3 md:flex md:flex-wrap"
    >
      {view === "board" ? <input type="hidden" name="view" value="board" /> : null}
      <TextField
        name="text"
        label="Title or ref"
        labelHidden
        type="search"
        placeholder="Title or ref"
        defaultValue={filters.text ?? ""}
        className="col-span-2 md:w-52"
      />
      {select("whose", "Whose", whose)}
      {view === "table" ? select("status", "Status", statuses) : null}
      <Checkbox
        key={String(filters.overdue)}
        name="overdue"
        label="Overdue only"
        defaultChecked={filters.overdue}
        onChange={(event) => event.currentTarget.form?.requestSubmit()}
        className="px-1"
      />
      <div className="flex gap-2">
        <Button type="submit">
          <Search aria-hidden="true" />
          Filter
        </Button>
        {narrowed ? (
          <LinkButton href={listAddress(view === "board" ? { view } : {})} variant="ghost">
            <X aria-hidden="true" />
            Clear
          </LinkButton>
        ) : null}
      </div>
    </form>
  );
}
