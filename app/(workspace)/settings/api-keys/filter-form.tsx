import { FilterBar } from "@/components/ui/filter-bar";
import type { ApiKeyFilters } from "@/lib/people/api-keys/schema";

const whose = [
  { value: "mine", label: "Mine" },
  { value: "everybody", label: "Everybody's" },
];
const states = [
  { value: "working", label: "Working" },
  { value: "ended", label: "Ended" },
  { value: "all", label: "All" },
];

type Props = { filters: ApiKeyFilters; isAdmin: boolean; narrowed: boolean };

/** Narrows the list; what is chosen stands in the address. */
export function FilterForm({ filters, isAdmin, narrowed }: Props) {
  const text = isAdmin ? "Name, owner or beginning" : "Name or beginning";
  const ofWhom = { name: "whose", label: "Whose", options: whose, value: String(filters.whose) };
  const state = { name: "state", label: "State", options: states, value: String(filters.state) };
  return (
    <FilterBar
      home="/settings/api-keys"
      narrowed={narrowed}
      text={{ label: text, value: String(filters.text ?? "") }}
      choices={isAdmin ? [ofWhom, state] : [state]}
    />
  );
}
