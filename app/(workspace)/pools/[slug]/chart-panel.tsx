import { PoolChart } from "@/components/charts/pool-chart";
import { Panel } from "@/components/ui/panel";
import type { listIncidentBands } from "@/lib/pools/bands/queries";
import type { Pool } from "@/lib/pools/queries";
import { criticalAt, warningAt } from "@/lib/pools/rules";
import type { readPoolSeries } from "@/lib/pools/samples/queries";
import { linksOf, type Range } from "./range";
import { RangeNav } from "./range-nav";

type Props = {
  pool: Pool;
  range: Range;
  series: Awaited<ReturnType<typeof readPoolSeries>>;
  bands: Awaited<ReturnType<typeof listIncidentBands>>;
  zone: string;
  now: Date;
};

const thresholds = [
  { share: warningAt, label: `${warningAt * 100} %`, tone: "warning" },
  { share: criticalAt, label: `${criticalAt * 100} %`, tone: "danger" },
] as const;

/** A pool over the range that is looked at, with the incidents of its service. */
export function ChartPanel({ pool, range, series, bands, zone, now }: Props) {
  const path = `/pools/${pool.slug}`;
  return (
    <Panel title="Connections" actions={<RangeNav path={path} current={range.key} />}>
      <PoolChart
        name={pool.name}
        points={series.points.map(({ at, ...figures }) => ({ at: at.getTime(), ...figures }))}
        stepMs={series.bucketSeconds * 1_000}
        span={{ from: range.from.getTime(), to: range.to.getTime() }}
        now={now.getTime()}
        zone={zone}
        thresholds={thresholds}
        bands={bands.map(({ ref, title, severity, from, to }) => ({
          ...{ key: ref, label: `${ref} ${title}`, href: `/incidents/${ref}`, open: to === null },
          ...{ from: from.getTime(), to: (to ?? now).getTime() },
          tone: severity.toLowerCase() as Lowercase<typeof severity>,
        }))}
        links={linksOf(path, range, now)}
      />
    </Panel>
  );
}
