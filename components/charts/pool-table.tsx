import { clockAt, zoneName } from "@/components/ui/format-time";
import { formatBetween, formatBucket, formatCount, formatShort } from "./format-figures";
import { seriesLabel } from "./house-style";
import { PoolTableRows } from "./pool-table-rows";
import { type PoolRow, rollUp } from "./roll-up";
import type { Comparison, PoolPoint, Span } from "./types";

type Props = {
  name: string;
  points: readonly PoolPoint[];
  stepMs: number;
  span: Span;
  zone: string;
  compare?: Comparison | undefined;
};

/** More rows than this are read by nobody, and each costs the page. */
const mostRows = 60;

const figures = [
  { key: "used", header: seriesLabel("used"), cell: between },
  { key: "usedAvg", header: "On average", cell: ({ usedAvg }: PoolRow) => counted(usedAvg) },
  {
    key: "max",
    header: seriesLabel("max"),
    cell: ({ max }: PoolRow) => (max ? formatBetween(...max) : null),
  },
  {
    key: "idleInTransaction",
    header: seriesLabel("idleInTransaction"),
    cell: ({ idleInTransaction }: PoolRow) => counted(idleInTransaction),
  },
  { key: "idle", header: seriesLabel("idle"), cell: ({ idle }: PoolRow) => counted(idle) },
  {
    key: "waiting",
    header: `${seriesLabel("waiting")}, at most`,
    cell: ({ waiting }: PoolRow) => counted(waiting),
  },
];

/** What the chart shows, in rows of equal time. What was never measured has no column. */
export function PoolTable({ name, points, stepMs, span, zone, compare }: Props) {
  const rows = rollUp(points, stepMs, span, mostRows);
  const columns = [...figures, ...comparing(compare)].filter(({ cell }) =>
    rows.some((row) => cell(row) !== null),
  );
  const [begin, end] = [new Date(span.from), new Date(span.to - 1)];
  const zoneThen = zoneName(begin, zone);
  // Said once in the heading, unless clocks or years change in between.
  const same =
    zoneName(end, zone) === zoneThen && clockAt(begin, zone).year === clockAt(end, zone).year
      ? `Time, ${zoneThen}`
      : undefined;
  return (
    <div className="max-h-80 overflow-y-auto rounded-md border border-line">
      <PoolTableRows
        caption={`Connections of ${name}`}
        headers={[same ?? "Time", ...columns.map(({ header }) => header)]}
        rows={rows.map((row) => [
          same ? formatShort(row, zone) : formatBucket(row, zone),
          ...columns.map(({ cell }) => cell(row)),
        ])}
      />
    </div>
  );
}

/** The column of another time, on average. */
function comparing(compare: Comparison | undefined): typeof figures {
  if (!compare) return [];
  const cell = ({ from, to }: PoolRow) => {
    const used = compare.points.flatMap(({ at, used }) =>
      at >= from && at < to && used !== null ? [used] : [],
    );
    return used.length === 0 ? null : formatCount(used.reduce((sum, one) => sum + one, 0) / used.length);
  };
  return [{ key: "compare", header: `${compare.label}, on average`, cell }];
}

function between({ usedMin, usedAvg, usedMax }: PoolRow): string | null {
  const [low, high] = [usedMin ?? usedAvg, usedMax ?? usedAvg];
  return low === null || high === null ? null : formatBetween(low, high);
}

function counted(value: number | null): string | null {
  return value === null ? null : formatCount(value);
}
