import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { Select } from "@/components/ui/select";
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
  return (
    <search>
      <form className="flex flex-wrap items-center gap-2 py-1">
        <Input
          name="text"
          type="search"
          aria-label={isAdmin ? "Name, owner or beginning" : "Name or beginning"}
          placeholder={isAdmin ? "Name, owner or beginning" : "Name or beginning"}
          defaultValue={String(filters.text ?? "")}
          className="w-52"
        />
        {isAdmin ? (
          <Select
            name="whose"
            aria-label="Whose"
            options={whose}
            defaultValue={String(filters.whose)}
            className="w-32"
          />
        ) : null}
        <Select
          name="state"
          aria-label="State"
          options={states}
          defaultValue={String(filters.state)}
          className="w-28"
        />
        <Button type="submit">Filter</Button>
        {narrowed ? (
          <LinkButton href="/settings/api-keys" variant="ghost">
            Clear
          </LinkButton>
        ) : null}
      </form>
    </search>
  );
}
