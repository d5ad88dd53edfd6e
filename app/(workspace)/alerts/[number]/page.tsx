import type { Metadata } from "next";
import { AlertSeverityBadge, AlertStateBadge } from "@/components/alerts/alert-badges";
import { HolderTable } from "@/components/pools/holder-table";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { getAlert, type WholeAlert } from "@/lib/alerts/history/queries";
import { alertStanding } from "@/lib/alerts/history/rules";
import type { Attribution } from "@/lib/pools/attribution/schema";
import type { Holder } from "@/lib/pools/schema";
import { orNotFound, pageSession } from "@/lib/web/session";
import { AttributionPanel } from "./attribution-panel";
import { ChartPanel } from "./chart-panel";
import { FactsPanel } from "./facts-panel";
import { StepsPanel } from "./steps-panel";

export const metadata: Metadata = { title: "Alert" };

export default async function AlertPage({ params }: { params: Promise<{ number: string }> }) {
  const [{ context, session }, { number }] = await Promise.all([pageSession(), params]);
  const alert = await orNotFound(getAlert(context, number));
  const time = { zone: session.person.timeZone, now: context.now };
  return (
    <div className="grid gap-5">
      <PageHeader
        eyebrow={`Alert ${alert.number}`}
        title={alert.name}
        meta={
          <>
            <AlertSeverityBadge severity={alert.severity} />
            <AlertStateBadge state={alertStanding(alert)} />
            <Of alert={alert} />
            {alert.incident ? (
              <Link href={`/incidents/${alert.incident.ref}`} className="wrap-anywhere text-accent">
                {alert.incident.ref} {alert.incident.title}
              </Link>
            ) : null}
          </>
        }
      />
      <ChartPanel context={context} alert={alert} zone={time.zone} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid min-w-0 gap-5">
          <StepsPanel alert={alert} {...time} />
          {alert.attribution ? <AttributionPanel attribution={alert.attribution as Attribution} /> : null}
          <HoldersThen alert={alert} {...time} />
        </div>
        <FactsPanel alert={alert} />
      </div>
    </div>
  );
}

function Of({ alert: { pool, healthCheck } }: { alert: WholeAlert }) {
  if (pool)
    return (
      <Link href={`/pools/${pool.slug}`} className="wrap-anywhere text-accent">
        {pool.name}
      </Link>
    );
  if (!healthCheck) return null;
  return (
    <span className="wrap-anywhere">
      {healthCheck.name} of{" "}
      <Link href={`/services/${healthCheck.service.slug}`} className="text-accent">
        {healthCheck.service.name}
      </Link>
    </span>
  );
}

function HoldersThen({ alert, zone, now }: { alert: WholeAlert; zone: string; now: Date }) {
  const holders = (alert.holders ?? []) as Holder[];
  if (holders.length === 0) return null;
  return (
    <Panel
      flush
      title="Holders"
      description="Who had connections out when it fired. Values in statements are left out."
      actions={
        alert.holdersAt ? (
          <Time
            at={alert.holdersAt}
            zone={zone}
            now={now}
            seconds
            absoluteOnly
            className="text-faint text-sm"
          />
        ) : null
      }
    >
      <HolderTable holders={holders} />
    </Panel>
  );
}
