import { FilterBar } from "@/components/ui/filter-bar";
import { personStateLabels, personStates, roleLabels } from "@/lib/people/labels";
import type { PeopleFilters } from "@/lib/people/schema";
import { Role } from "@/prisma/generated/enums";

const roleOptions = Object.values(Role).map((role) => ({ value: role, label: roleLabels[role] }));
const stateOptions = personStates.map((state) => ({ value: state, label: personStateLabels[state] }));

/** Narrows the list; what is chosen stands in the address. */
export function PeopleFilterForm({ filters, narrowed }: { filters: PeopleFilters; narrowed: boolean }) {
  return (
    <FilterBar
      home="/settings/people"
      narrowed={narrowed}
      text={{ label: "Name, address or title", value: String(filters.text ?? "") }}
      choices={[
        {
          name: "role",
          label: "Role",
          any: "Any role",
          options: roleOptions,
          value: String(filters.role ?? ""),
        },
        {
          name: "state",
          label: "State",
          any: "Any state",
          options: stateOptions,
          value: String(filters.state ?? ""),
        },
      ]}
    />
  );
}
