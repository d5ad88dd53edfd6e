import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { Select } from "@/components/ui/select";
import { type PeopleFilters, personStateLabels, personStates, roleLabels } from "@/lib/people/schema";
import { Role } from "@/prisma/generated/enums";

const roleOptions = Object.values(Role).map((role) => ({ value: role, label: roleLabels[role] }));
const stateOptions = personStates.map((state) => ({ value: state, label: personStateLabels[state] }));

/** Narrows the list; what is chosen stands in the address. */
export function PeopleFilterForm({ filters, narrowed }: { filters: PeopleFilters; narrowed: boolean }) {
  return (
    <search>
      <form className="flex flex-wrap items-center gap-2 py-1">
        <Input
          name="text"
          type="search"
          aria-label="Name, address or title"
          placeholder="Name, address or title"
          defaultValue={String(filters.text ?? "")}
          className="w-52"
        />
        <Select
          name="role"
          aria-label="Role"
          placeholder="Any role"
          options={roleOptions}
          defaultValue={String(filters.role ?? "")}
          className="w-32"
        />
        <Select
          name="state"
          aria-label="State"
          placeholder="Any state"
          options={stateOptions}
          defaultValue={String(filters.state ?? "")}
          className="w-32"
        />
        <Button type="submit">Filter</Button>
        {narrowed ? (
          <LinkButton href="/settings/people" variant="ghost">
            Clear
          </LinkButton>
        ) : null}
      </form>
    </search>
  );
}
