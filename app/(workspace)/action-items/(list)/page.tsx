import { Columns3, Rows3 } from "lucide-react";
import type { Metadata } from "next";
import { ActionItemTable } from "@/components/reviews/action-item-table";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import type { Context } from "@/lib/core/context";
import { may } from "@/lib/core/permissions";
import { getActionItemBoard, listActionItems } from "@/lib/reviews/action-items/queries";
import { calendarDate } from "@/lib/reviews/action-items/rules";
import { type ActionItemFilters, actionItemFilters } from "@/lib/reviews/action-items/schema";
import { pageSession } from "@/lib/web/session";
import { submitStatus } from "../actions";
import { Board } from "./board";
import { FilterForm } from "./filter-form";
import { listAddress, queryIn } from "./list-address";

export const metadata: Metadata = { title: "Action items" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ActionItemsPage({ searchParams }: Props) {
  const [{ context, session }, given] = await Promise.all([pageSession(), searchParams]);
  const query = queryIn(given);
  const { view: asked, after, ...narrowing } = query;
  const view = asked === "board" ? "board" : "table";
  const filters = actionItemFilters.parse(narrowing);
  const today = calendarDate(context.now, session.person.timeZone);
  const other = view === "board" ? listAddress(narrowing) : listAddress({ ...narrowing, view: "board" });
  return (
    <div className="grid gap-5">
      <PageHeader
        title="Action items"
        description="What was promised in post-mortems, by whom and until when."
        actions={
          <LinkButton href={other}>
            {view === "board" ? <Rows3 aria-hidden="true" /> : <Columns3 aria-hidden="true" />}
            {view === "board" ? "As a table" : "As a board"}
          </LinkButton>
        }
      />
      <Panel flush>
        <FilterForm filters={filters} view={view} narrowed={Object.keys(narrowing).length > 0} />
        {view === "board" ? (
          <Board
            columns={await getActionItemBoard(context, filters, today)}
            today={today}
            mayChange={may(context.actor, "action-item.change-status")}
            allHref={(status) => listAddress({ ...narrowing, status })}
          />
        ) : (
          <List {...{ context, filters, today, after }} query={narrowing} />
        )}
      </Panel>
    </div>
  );
}

type ListProps = {
  context: Context;
  filters: ActionItemFilters;
  today: string;
  after: string | undefined;
  query: ReturnType<typeof queryIn>;
};

async function List({ context, filters, today, after, query }: ListProps) {
  const { items, next } = await listActionItems(context, filters, today, after);
  const narrowed = Object.keys(query).length > 0;
  return (
    <>
      <ActionItemTable
        items={items}
        today={today}
        changeStatus={may(context.actor, "action-item.change-status") ? submitStatus : undefined}
        empty={narrowed ? <NothingFits /> : <NothingToDo />}
      />
      {next || after ? (
        <div className="border-line border-t px-4 py-3">
          <Pagination
            summary="Due first"
            newerHref={after ? listAddress(query) : undefined}
            newerLabel="From the start"
            olderHref={next ? listAddress({ ...query, after: next }) : undefined}
            olderLabel="Due later"
          />
        </div>
      ) : null}
    </>
  );
}

function NothingFits() {
  return (
    <EmptyState
      level={2}
      title="Nothing fits these filters"
      actions={<LinkButton href="/action-items?status=all">Look among all</LinkButton>}
    >
      Take one away, or look among finished ones too.
    </EmptyState>
  );
}

function NothingToDo() {
  return (
    <EmptyState
      level={2}
      title="Nothing is left to do"
      actions={<LinkButton href="/action-items?status=all">Show finished ones</LinkButton>}
    >
      Action items are added in an incident, under its tab of that name.
    </EmptyState>
  );
}
