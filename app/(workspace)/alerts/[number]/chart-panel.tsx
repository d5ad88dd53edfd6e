import { PoolChart } from "@/components/charts/pool-chart";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import type { WholeAlert } from "@/lib/alerts/history/queries";
import { standingAfter } from "@/lib/alerts/history/rules";
import { alertStandingLabels } from "@/lib/alerts/rules/labels";
import type { Context } from "@/lib/core/context";
import { keptBucketSeconds } from "@/lib/incidents/evidence/queries";
import { listIncidentBands } from "@/lib/pools/bands/queries";
import { readPoolSeries } from "@/lib/pools/samples/queries";

const AROUND_MS = 30 * 60_000;

/** The pool around an alert: half an hour before the crossing until half an hour after the end. */
export async function ChartPanel({
  context,
  alert,
  zone,
}: {
  context: Context;
  alert: WholeAlert;
  zone: string;
}) {
  const { pool, figure, comparison, threshold, severity, pendingAt, endedAt, transitions, number } = alert;
  if (!pool) return null;
  const now = context.now.getTime();
  const range = {
    from: new Date(pendingAt.getTime() - AROUND_MS),
    to: new Date(Math.min(now, (endedAt ?? context.now).getTime() + AROUND_MS)),
  };
  const { incident } = alert;
  const [series, bands, keptSeconds] = await Promise.all([
    readPoolSeries(context, pool.id, range, pool.source.intervalSeconds),
    listIncidentBands(context, pool, range),
    incident ? keptBucketSeconds(incident.ref, pool.id) : null,
  ]);
  const finer = incident && keptSeconds !== null && keptSeconds < series.bucketSeconds ? incident : null;
  const span = { from: range.from.getTime(), to: range.to.getTime() };
  const address = `/pools/${pool.slug}?from=${range.from.toISOString()}&to=${range.to.toISOString()}`;
  return (
    <Panel
      title="Around it"
      actions={
        <a href={address} className="text-accent text-sm">
          On the pool’s page
        </a>
      }
      footer={
        finer ? (
          <p className="text-muted text-sm">
            Finer figures of this time are kept with{" "}
            <Link href={`/incidents/${finer.ref}#evidence`} className="text-accent">
              {finer.ref}
            </Link>
            : they tell what lies between these points.
          </p>
        ) : null
      }
    >
      <PoolChart
        name={`${pool.name} around alert ${number}`}
        points={series.points.map(({ at, utilisation: fullest, ...figures }) => ({
          at: at.getTime(),
          fullest,
          ...figures,
        }))}
        stepMs={series.bucketSeconds * 1_000}
        span={span}
        now={now}
        zone={zone}
        thresholds={
          figure === "utilisation"
            ? [
                {
                  ...{ share: threshold / 100, label: `${comparison === "above" ? "" : "≤ "}${threshold} %` },
                  tone: severity === "critical" ? "danger" : "warning",
                },
              ]
            : []
        }
        markers={transitions.map(({ id, at, to, reason }) => ({
          ...{
            key: String(id),
            at: at.getTime(),
            kind: "alert",
            label: alertStandingLabels[standingAfter(to, reason)],
          },
        }))}
        bands={bands.map((band) => ({
          ...{ key: band.ref, label: `${band.ref} ${band.title}`, href: `/incidents/${band.ref}` },
          ...{ from: band.from.getTime(), to: (band.to ?? context.now).getTime(), open: band.to === null },
          tone: band.severity.toLowerCase() as Lowercase<typeof band.severity>,
        }))}
      />
    </Panel>
  );
}
