import { ListChecks } from "lucide-react";
import type { Metadata } from "next";
import { AlertTable } from "@/components/alerts/alert-table";
import { namedChoices } from "@/components/incidents/choices";
import { CsvLink } from "@/components/ui/csv-link";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar } from "@/components/ui/filter-bar";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { listOpenAlerts, listPastAlerts } from "@/lib/alerts/history/queries";
import { alertStandings } from "@/lib/alerts/history/rules";
import { type AlertFilters, alertFilters } from "@/lib/alerts/history/schema";
import { alertFigureLabels, alertSeverityLabels, alertStandingLabels } from "@/lib/alerts/rules/labels";
import { listPoolNames } from "@/lib/alerts/rules/queries";
import { listServiceNames } from "@/lib/catalog/services/queries";
import { pageSession } from "@/lib/web/session";
import { alertsAddress, filtersIn } from "./alert-address";

export const metadata: Metadata = { title: "Alerts" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AlertsPage({ searchParams }: Props) {
  const [{ context, session }, query] = await Promise.all([pageSession(), searchParams]);
  const { before, after, ...given } = filtersIn(query);
  const filters = alertFilters.parse(given);
  const [open, page, pools, services] = await Promise.all([
    listOpenAlerts(context, filters),
    listPastAlerts(context, filters, { ...(before ? { before } : {}), ...(after ? { after } : {}) }),
    listPoolNames(context),
    listServiceNames(context),
  ]);
  const narrowed = Object.entries(given).some(([name, value]) => !(name === "state" && value === "fired"));
  const time = { zone: session.person.timeZone, now: context.now };
  const past = filters.state !== "firing" && filters.state !== "pending";
  return (
    <div className="grid gap-5">
      <PageHeader
        title="Alerts"
        description="What the rules found, and what became of it."
        actions={
          <>
            <CsvLink href={alertsAddress(given, "/alerts/export")} of="Alerts" />
            <LinkButton href="/alerts/rules">
              <ListChecks aria-hidden="true" />
              Rules
            </LinkButton>
          </>
        }
      />
      <Panel flush>
        <Filters filters={filters} narrowed={narrowed} pools={pools} services={services} />
        {before || after ? null : (
          <AlertTable
            caption="Open alerts"
            alerts={open}
            {...time}
            empty={past ? <NothingOpen narrowed={narrowed} /> : <NothingFits />}
          />
        )}
      </Panel>
      {past ? (
        <Panel
          flush
          title="History"
          footer={
            page.alerts.length > 0 ? (
              <Pagination
                summary="Latest recorded first"
                newerHref={page.newer ? alertsAddress({ ...given, after: page.newer }) : undefined}
                olderHref={page.older ? alertsAddress({ ...given, before: page.older }) : undefined}
              />
            ) : null
          }
        >
          <AlertTable
            caption="Alerts that are over"
            alerts={page.alerts}
            {...time}
            empty={narrowed ? <NothingFits /> : <NothingYet />}
          />
        </Panel>
      ) : null}
    </div>
  );
}

type Names = readonly { slug: string; name: string }[];
type FiltersProps = { filters: AlertFilters; narrowed: boolean; pools: Names; services: Names };

const chosen = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

const states = [
  { value: "fired", label: "Fired" },
  { value: "all", label: "Fired or not" },
  ...alertStandings.map((value) => ({ value, label: alertStandingLabels[value] })),
];

const figures = chosen(
  Object.fromEntries(Object.entries(alertFigureLabels).map(([figure, { label }]) => [figure, label])),
);

function Filters({ filters, narrowed, pools, services }: FiltersProps) {
  const { state, severity = "", figure = "", pool = "", service = "", rule } = filters;
  return (
    <FilterBar
      row
      home="/alerts"
      narrowed={narrowed}
      choices={[
        { name: "state", label: "State", options: states, value: state, className: "max-md:w-full" },
        {
          ...{ name: "severity", label: "Severity", any: "Any severity" },
          ...{ options: chosen(alertSeverityLabels), value: severity, className: "max-md:w-full md:w-36" },
        },
        {
          ...{ name: "figure", label: "Figure", any: "Any figure" },
          ...{ options: figures, value: figure, className: "max-md:w-full md:w-44" },
        },
        {
          ...{ name: "pool", label: "Pool", any: "Any pool" },
          ...{ options: namedChoices(pools), value: pool, className: "max-md:w-full md:w-44" },
        },
        {
          ...{ name: "service", label: "Service", any: "Any service" },
          ...{ options: namedChoices(services), value: service, className: "max-md:w-full md:w-40" },
        },
      ]}
    >
      {rule ? <input type="hidden" name="rule" value={rule} /> : null}
    </FilterBar>
  );
}

function NothingOpen({ narrowed }: { narrowed: boolean }) {
  return (
    <p className="px-4 py-3 text-muted text-sm">
      {narrowed ? "No open alert fits these filters." : "No alert is open."}
    </p>
  );
}

function NothingFits() {
  return (
    <EmptyState
      level={3}
      title="Nothing fits these filters"
      actions={<LinkButton href="/alerts">Clear them</LinkButton>}
    >
      Take one away, or look among all alerts.
    </EmptyState>
  );
}

function NothingYet() {
  return (
    <EmptyState
      level={3}
      title="No alert has fired yet"
      actions={<LinkButton href="/alerts/rules">Look at the rules</LinkButton>}
    >
      When a pool fills up, callers wait or a health check fails for long enough, it stands here.
    </EmptyState>
  );
}
