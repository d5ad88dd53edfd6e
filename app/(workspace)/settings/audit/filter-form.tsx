import { spoken } from "@/components/audit/trail-words";
import { FilterBar } from "@/components/ui/filter-bar";
import { Input } from "@/components/ui/input";
import { actionsByNoun } from "@/lib/audit/rules";
import type { TrailFilters } from "@/lib/audit/schema";
import { home } from "./trail-address";

type Props = {
  filters: TrailFilters;
  people: readonly { id: string; name: string; deactivatedAt: Date | null }[];
  narrowed: boolean;
};

const nouns = [...actionsByNoun].sort(([a], [b]) => a.localeCompare(b));

const acts = nouns.flatMap(([noun, names]) => [
  { value: noun, label: capital(`${spoken(noun).replaceAll("-", " ")}: anything`) },
  ...names.map((name) => ({ value: name, label: `\u2003${words(name)}` })),
]);

/** Narrows the log to a person, an action, an object and a span of days. */
export function FilterForm({ filters, people, narrowed }: Props) {
  const actors = [
    { value: "system", label: "Highwater and its operators" },
    ...people.map(({ id, name, deactivatedAt }) => ({
      value: id,
      label: deactivatedAt ? `${name} (deactivated)` : name,
    })),
  ];
  return (
    <FilterBar
      row
      home={home}
      narrowed={narrowed}
      choices={[
        { name: "actor", label: "Who", any: "Anybody", options: actors, value: filters.actor ?? "" },
        { name: "action", label: "What", any: "Any action", options: acts, value: filters.action ?? "" },
      ].map((choice) => ({ ...choice, className: "w-full md:w-44" }))}
    >
      <Input
        name="object"
        type="search"
        aria-label="Ref of an incident, or id of anything"
        placeholder="Ref or id"
        maxLength={100}
        defaultValue={filters.object ?? ""}
        className="col-span-2 w-full md:w-44"
      />
      <Day name="from" label="From" value={filters.from} />
      <Day name="to" label="To" value={filters.to} />
    </FilterBar>
  );
}

function Day({ name, label, value }: { name: string; label: string; value: string | undefined }) {
  return (
    <div className="flex min-w-0 flex-col gap-1 text-muted text-sm md:flex-row md:items-center md:gap-2">
      <label htmlFor={name}>{label}</label>
      <Input
        key={value ?? ""}
        id={name}
        type="date"
        name={name}
        defaultValue={value ?? ""}
        className="w-full min-w-0 md:w-36"
      />
    </div>
  );
}

function words(action: string): string {
  return action.slice(action.indexOf(".") + 1).replaceAll("-", " ");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
