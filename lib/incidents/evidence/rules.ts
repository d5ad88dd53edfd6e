import type { IncidentStatus, MilestoneKind } from "../../../prisma/generated/enums";
import { isOpen } from "../rules";
import { type FrozenPoints, frozenFigures, type KeptSeries, type SeriesPoint } from "./schema";

const MINUTE_MS = 60_000;
/** How much is kept from before the beginning and from after the end. */
const margin = { before: 30 * MINUTE_MS, after: 15 * MINUTE_MS };

/** The time that evidence is kept of: up to now while it goes on; `ends` is when that will be over, null while it is open. */
export type EvidenceRange = { from: Date; to: Date; ends: Date | null };

/**
 * From half an hour before the first of impact, detection and declaration, until a quarter of an hour after the first of
 * resolving and closing; the latest milestone stands in for an end that is not told of what is over. Null where nobody
 * said when it began, or where that has not come yet.
 */
export function evidenceRange(
  {
    status,
    milestones,
  }: { status: IncidentStatus; milestones: readonly { kind: MilestoneKind; at: Date }[] },
  now: Date,
): EvidenceRange | null {
  const at = (...kinds: MilestoneKind[]) =>
    milestones.filter(({ kind }) => kinds.includes(kind)).map((milestone) => milestone.at.getTime());
  const begins = at("impactStartedAt", "detectedAt", "declaredAt");
  if (begins.length === 0) return null;
  const from = new Date(Math.min(...begins) - margin.before);
  if (from >= now) return null;
  if (isOpen(status)) return { from, to: now, ends: null };
  const told = at("resolvedAt", "closedAt");
  const end = told.length > 0 ? Math.min(...told) : Math.max(...milestones.map((one) => one.at.getTime()));
  const ends = new Date(Math.max(end, Math.min(...begins)) + margin.after);
  return { from, to: ends < now ? ends : now, ends };
}

/** Points as they are stored: by columns, means with at most three decimals. */
export function columnsOf(points: readonly SeriesPoint[]): FrozenPoints {
  const column = (figure: (typeof frozenFigures)[number]) =>
    points.map((point) => {
      const value = point[figure];
      return value === null ? null : Math.round(value * 1_000) / 1_000;
    });
  const columns = frozenFigures.map((figure) => [figure, column(figure)] as const);
  const at = points.map((point) => point.at.getTime());
  return { at, ...Object.fromEntries(columns) } as FrozenPoints;
}

/** The same the other way. */
export function pointsOf(columns: FrozenPoints): SeriesPoint[] {
  return columns.at.map((at, index) => {
    const figures = frozenFigures.map((figure) => [figure, columns[figure][index] ?? null] as const);
    return { at: new Date(at), ...Object.fromEntries(figures) } as SeriesPoint;
  });
}

type Told = Pick<KeptSeries, "bucketSeconds" | "points" | "to">;

/**
 * Whether a series may take the place of the one that was kept before. Data is never replaced by less of it: what comes
 * must reach as far at both ends and tell of as much time. Longer buckets tell less of each moment, so that they must
 * reach further, with at least half as many of them. The same again replaces nothing.
 */
export function supersedes(after: Told, before: Told | null): boolean {
  const [young, old] = [extentOf(after), before && extentOf(before)];
  if (!young) return false;
  if (!before || !old) return true;
  const slack = Math.max(after.bucketSeconds, before.bucketSeconds) * 1_000;
  if (young.from > old.from + slack || young.to < old.to - slack) return false;
  if (young.known < old.known - slack) return false;
  if (after.bucketSeconds > before.bucketSeconds) {
    const further = young.to - young.from >= old.to - old.from + slack;
    return further && after.points.at.length * 2 >= before.points.at.length;
  }
  return +after.to !== +before.to || JSON.stringify(after.points) !== JSON.stringify(before.points);
}

function extentOf({ bucketSeconds, points: { at } }: Told) {
  const [first, last] = [at.at(0), at.at(-1)];
  const bucket = bucketSeconds * 1_000;
  return first === undefined || last === undefined
    ? null
    : { from: first, to: last + bucket, known: at.length * bucket };
}

/** The most that was in use at once, of how many and in which bucket; null where nothing is known of it. */
export function greatestUse(points: FrozenPoints): { used: number; max: number | null; at: number } | null {
  let greatest: { used: number; max: number | null; at: number } | null = null;
  for (const [index, at] of points.at.entries()) {
    const used = points.usedMax[index] ?? null;
    if (used !== null && (greatest === null || used > greatest.used))
      greatest = { used, max: points.max[index] ?? null, at };
  }
  return greatest;
}
