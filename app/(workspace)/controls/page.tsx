import type { Metadata } from "next";
import { CsvLink } from "@/components/ui/csv-link";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar } from "@/components/ui/filter-bar";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import {
  type ControlState,
  controlStateLabels,
  controlStates,
  holdsMeaning,
} from "@/lib/alerts/controls/labels";
import { countControls, listControls } from "@/lib/alerts/controls/queries";
import { controlFilters } from "@/lib/alerts/controls/schema";
import { MOST_ROWS } from "@/lib/documents/controls/queries";
import { pageSession } from "@/lib/web/session";
import { controlsAddress, queryIn } from "./control-address";
import { ControlTable } from "./control-table";

export const metadata: Metadata = { title: "Controls" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ControlsPage({ searchParams }: Props) {
  const [{ context, session }, query] = await Promise.all([pageSession(), searchParams]);
  const filters = controlFilters.parse(queryIn(query));
  const { state, after } = filters;
  const [{ controls, next }, counts] = await Promise.all([
    listControls(context, filters),
    countControls(context),
  ]);
  const narrowing = state ? { state } : {};
  return (
    <div className="grid gap-5">
      <PageHeader
        title="Controls"
        description="What post-mortems promised to hold from now on, and whether it does."
        actions={<CsvLink href={controlsAddress(narrowing, "/controls/export")} of="Controls" />}
      />
      <Panel
        flush
        footer={
          next || after ? (
            <Pagination
              summary="Broken first, newest first"
              newerHref={after ? controlsAddress(narrowing) : undefined}
              newerLabel="From the start"
              olderHref={next ? controlsAddress({ ...narrowing, after: next }) : undefined}
              olderLabel="More"
            />
          ) : null
        }
      >
        <FilterBar
          row
          home="/controls"
          narrowed={state !== undefined}
          choices={[
            {
              ...{ name: "state", label: "State", any: "All", value: state ?? "" },
              options: controlStates.map((value) => ({
                value,
                label: `${controlStateLabels[value]}${value === "unwatched" ? "" : ` (${counts[value]})`}`,
              })),
              className: "max-md:w-full md:w-44",
            },
          ]}
        />
        <ControlTable
          controls={controls}
          zone={session.person.timeZone}
          now={context.now}
          empty={state ? <NothingFits state={state} /> : <NothingYet />}
        />
      </Panel>
      <p className="max-w-measure text-muted text-sm">
        A control that a setting watches holds {holdsMeaning.setting}; one that a rule watches holds{" "}
        {holdsMeaning.rule}. Where that cannot be told there is no data, which is never the same as holding.
        {next || after
          ? ` The CSV holds all pages of this list, at most the first ${MOST_ROWS.toLocaleString("en")} controls.`
          : null}
      </p>
    </div>
  );
}

const nothing: Readonly<Record<ControlState, { title: string; says: string }>> = {
  broken: { title: "No control is broken", says: "As far as anything watches them, they hold." },
  unknown: { title: "No control is without data", says: "Each that is watched holds, or is broken." },
  holds: {
    title: "No watched control holds",
    says: "Controls are watched from the post-mortem they stand in.",
  },
  unwatched: { title: "Every control is watched", says: "Nothing is left to somebody's word alone." },
};

function NothingFits({ state }: { state: ControlState }) {
  const { title, says } = nothing[state];
  return (
    <EmptyState level={2} title={title} actions={<LinkButton href="/controls">Show all</LinkButton>}>
      {says}
    </EmptyState>
  );
}

function NothingYet() {
  return (
    <EmptyState
      level={2}
      title="No control is written down yet"
      actions={<LinkButton href="/incidents?status=all">Look at incidents</LinkButton>}
    >
      What must hold after an incident stands in its post-mortem, under Prevention. There a setting or an
      alert rule can watch it.
    </EmptyState>
  );
}
