import { QuickAction } from "@/components/incidents/quick-action";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { type Column, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { HealthCheck } from "@/lib/alerts/health-checks/queries";
import { shareSince, shareText } from "@/lib/alerts/health-checks/rules";
import { submitArchive, submitRestore } from "./actions";
import { AnswerBars } from "./answer-bars";
import { answerWords } from "./answer-words";
import { CheckState } from "./check-state";

type Props = {
  service: string;
  checks: readonly HealthCheck[];
  editable: boolean;
  /** All that can be done to one, not editing alone. */
  full?: boolean;
  archived?: boolean;
  zone: string;
  now: Date;
};

/** The health checks of a service: how each stands and since when, its last answers, and how many were well. */
export function CheckTable({ service, checks, editable, full, archived = false, zone, now }: Props) {
  const columns: Column<HealthCheck>[] = [
    {
      key: "name",
      header: "Health check",
      primary: true,
      cell: ({ name, url, environment }) => (
        <span className="flex min-w-0 flex-col">
          <span className="wrap-anywhere">{name}</span>
          <span className="wrap-anywhere font-normal text-faint text-xs">{url}</span>
          {environment ? <span className="font-normal text-faint text-xs">{environment.name}</span> : null}
        </span>
      ),
    },
    {
      key: "state",
      header: "State",
      cell: (check) => <CheckState check={check} zone={zone} now={now} />,
    },
    {
      key: "last",
      header: "Last answers",
      width: "11.5rem",
      cell: (check) => <Last check={check} zone={zone} now={now} />,
    },
    {
      key: "shares",
      header: "Well",
      width: "9rem",
      align: "end",
      cell: (check) => <Shares check={check} zone={zone} now={now} />,
    },
  ];
  const buttons: Column<HealthCheck> = {
    key: "buttons",
    header: "Change",
    headerHidden: true,
    width: full ? "10rem" : "5rem",
    align: "end",
    cell: ({ slug, name }) => (
      <span className="inline-flex gap-2">
        <LinkButton
          href={`/services/${service}/health-checks/${slug}/edit`}
          size="sm"
          aria-label={`Edit ${name}`}
        >
          Edit
        </LinkButton>
        {full ? (
          <QuickAction
            action={archived ? submitRestore : submitArchive}
            fields={{ slug }}
            size="sm"
            label={`${archived ? "Restore" : "Archive"} ${name}`}
          >
            {archived ? "Restore" : "Archive"}
          </QuickAction>
        ) : null}
      </span>
    ),
  };
  return (
    <Table
      caption={archived ? "Archived health checks" : "Health checks"}
      columns={editable ? [...columns, buttons] : columns}
      rows={checks}
      rowKey={({ slug }) => slug}
      rowHref={({ slug }) => `/services/${service}/health-checks/${slug}`}
      empty={
        <EmptyState title="No health check" level={full ? 2 : 3}>
          {editable
            ? "Add an address that tells whether the service is well, and Highwater asks it every so often."
            : "The leads of its team can add an address that is asked every so often."}
        </EmptyState>
      }
    />
  );
}

function Last({
  check: { name, last, timeoutMs },
  zone,
  now,
}: {
  check: HealthCheck;
  zone: string;
  now: Date;
}) {
  const latest = last.at(-1);
  if (!latest) return <span className="text-faint text-sm">nothing yet</span>;
  return (
    <span className="flex flex-col items-start gap-1">
      <AnswerBars name={name} results={last} timeoutMs={timeoutMs} zone={zone} />
      <span className="text-faint text-xs">
        {answerWords(latest)}, <Time at={latest.at} zone={zone} now={now} show="relative" />
      </span>
    </span>
  );
}

type SharesProps = { check: HealthCheck; zone: string; now: Date };

/** Of a health check that was added within a day, or within 30, there is one share for that time, and since when is said. */
function Shares({ check: { day, month, createdAt }, zone, now }: SharesProps) {
  const [sinceDay, since] = [1, 30].map((days) => shareSince(createdAt, days, now));
  return (
    <span className="tabular flex flex-col items-end whitespace-nowrap max-md:items-start">
      {sinceDay ? null : (
        <span>
          {shareText(day) ?? "–"} <span className="text-faint text-xs">24 h</span>
        </span>
      )}
      <span className={sinceDay ? undefined : "text-muted text-sm"}>
        {shareText(month) ?? "–"}{" "}
        <span className="text-faint text-xs">
          {since ? (
            <>
              since <Time at={since} zone={zone} now={now} absoluteOnly />
            </>
          ) : (
            "30 d"
          )}
        </span>
      </span>
    </span>
  );
}
