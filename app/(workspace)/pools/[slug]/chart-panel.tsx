import { Download } from "lucide-react";
import { thresholdsOf } from "@/components/alerts/thresholds";
import { PoolChart } from "@/components/charts/pool-chart";
import { RangeNav } from "@/components/pools/range-nav";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import type { PoolMark } from "@/lib/alerts/marks/queries";
import type { Rule } from "@/lib/alerts/rules/queries";
import type { listIncidentBands } from "@/lib/pools/bands/queries";
import type { Pool } from "@/lib/pools/queries";
import type { readPoolSeries } from "@/lib/pools/samples/queries";
import { lastWeek } from "./last-week";
import { addressOf, isComparable, linksOf, type Range, ranges } from "./range";

type Series = Awaited<ReturnType<typeof readPoolSeries>>;

type Props = {
  pool: Pool;
  range: Range;
  series: Series;
  /** The same a week before, where it is compared. */
  before: Series | null;
  bands: Awaited<ReturnType<typeof listIncidentBands>>;
  marks: readonly PoolMark[];
  /** By which it is watched; their thresholds are drawn in. */
  rules: readonly Rule[];
  zone: string;
  now: Date;
};

/** A pool over the range that is looked at, with the incidents of its service. */
export function ChartPanel({ pool, range, series, before, bands, marks, rules, zone, now }: Props) {
  const path = `/pools/${pool.slug}`;
  const stepMs = series.bucketSeconds * 1_000;
  const compared = before !== null;
  const choices = ranges.map(({ key, label }) => ({
    ...{ key, label, current: key === range.key },
    href: addressOf(path, { key }, compared),
  }));
  return (
    <Panel
      title="Connections"
      actions={<RangeNav choices={choices} />}
      footer={
        <div className="flex flex-wrap items-center justify-between gap-3 text-sm print:hidden">
          {isComparable(range) ? (
            <Link
              href={addressOf(path, range, !compared)}
              scroll={false}
              className="text-accent hover:underline"
            >
              {compared ? "Leave out last week" : "Compare with last week"}
            </Link>
          ) : null}
          <a
            href={addressOf(`${path}/figures.csv`, range, false)}
            download
            className="inline-flex items-center gap-1.5 text-accent"
          >
            <Download aria-hidden="true" className="size-3.5" />
            CSV
          </a>
        </div>
      }
    >
      <PoolChart
        name={pool.name}
        points={series.points.map(({ at, utilisation: fullest, ...figures }) => ({
          at: at.getTime(),
          fullest,
          ...figures,
        }))}
        stepMs={stepMs}
        span={{ from: range.from.getTime(), to: range.to.getTime() }}
        now={now.getTime()}
        zone={zone}
        thresholds={thresholdsOf(rules)}
        bands={bands.map(({ ref, title, severity, from, to }) => ({
          ...{ key: ref, label: `${ref} ${title}`, href: `/incidents/${ref}`, open: to === null },
          ...{ from: from.getTime(), to: (to ?? now).getTime() },
          tone: severity.toLowerCase() as Lowercase<typeof severity>,
        }))}
        markers={marks.map(({ at, href, ...mark }) => ({
          ...mark,
          at: at.getTime(),
          href: href ?? undefined,
        }))}
        compare={before ? lastWeek(before, stepMs) : undefined}
        links={linksOf(path, range, now, compared)}
      />
    </Panel>
  );
}
