import { ListFilter } from "lucide-react";
import { Flyout } from "@/components/incidents/flyout";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";
import { SelectField } from "@/components/ui/select-field";
import { choicesOf, type EntryCount, type EntryFilter } from "@/lib/incidents/timeline/filters/rules";
import { ChoiceLinks } from "./choice-links";
import { narrowedTo, type TimelineView } from "./timeline-address";

type Props = { counts: readonly EntryCount[]; view: TimelineView };

const everything: EntryFilter = { kinds: [], by: null };

/** What the timeline is narrowed to, and by how much. It stands in the address, so that a view can be shared. */
export function TimelineFilter({ counts, view }: Props) {
  const { filter, narrowed } = view;
  const choices = choicesOf(counts, filter);
  const whole = choicesOf(counts, everything);
  const decisions = whole.kinds.find(({ value }) => value === "decision");
  const quick: { label: string; count: number; filter: EntryFilter }[] = [
    { label: "Everything", count: whole.total, filter: everything },
    { label: "By people", count: whole.by[0]?.count ?? 0, filter: { kinds: [], by: "people" } },
    ...(decisions
      ? [{ label: "Decisions", count: decisions.count, filter: { kinds: ["decision" as const], by: null } }]
      : []),
  ];
  return (
    <div className="-ml-2 mt-1 flex flex-wrap items-center gap-x-3 gap-y-1.5 text-xs print:hidden">
      <Flyout
        group="timeline"
        size="sm"
        variant="ghost"
        align="start"
        trigger={
          <>
            <ListFilter aria-hidden="true" />
            Filter
          </>
        }
      >
        <FilterForm choices={choices} view={view} />
      </Flyout>
      <ChoiceLinks
        label="Entries shown"
        choices={quick.map(({ label, count, filter }) => {
          const href = narrowedTo(view, filter);
          return { label, count, href, current: href === narrowedTo(view, view.filter) };
        })}
      />
      {narrowed ? (
        <p className="ml-2 basis-full text-muted">
          {choices.left === 0 ? "No entry" : counted(choices.left)} of {counted(choices.total)} shown,{" "}
          {counted(choices.total - choices.left)} hidden by filters.{" "}
          <Link href={narrowedTo(view, everything)} scroll={false} className="text-accent underline">
            Show everything
          </Link>
        </p>
      ) : null}
    </div>
  );
}

function FilterForm({ choices, view }: { choices: ReturnType<typeof choicesOf>; view: TimelineView }) {
  const { home, stays, filter, narrowed } = view;
  return (
    <form action={`${home}#timeline`} className="grid gap-3 text-sm">
      {stays
        .filter(([name]) => name === "zone" || name === "all")
        .map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
      <fieldset>
        <legend className="mb-1 font-medium">Kinds</legend>
        <div className="grid grid-cols-2 gap-x-3">
          {choices.kinds.map(({ value, label, count }) => (
            <label key={value} className="flex min-w-0 items-center gap-2 py-1">
              <input
                type="checkbox"
                name="kind"
                value={value}
                defaultChecked={filter.kinds.includes(value)}
                className="ui-check rounded-xs"
              />
              <span className="truncate">{label}</span>
              <span className="tabular text-faint text-xs">{counted(count)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <SelectField
        key={filter.by ?? ""}
        name="by"
        label="Whose"
        placeholder="Anyone's"
        options={[...choices.by, ...choices.persons].map(({ value, label, count }) => ({
          value,
          label: `${label} (${counted(count)})`,
        }))}
        defaultValue={filter.by ?? ""}
      />
      <div className="flex gap-2">
        <Button type="submit">Show</Button>
        {narrowed ? (
          <LinkButton href={narrowedTo(view, everything)} variant="ghost">
            Clear
          </LinkButton>
        ) : null}
      </div>
    </form>
  );
}

const counted = (count: number) => count.toLocaleString("en");
