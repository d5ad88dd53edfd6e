import type { PoolPoint, Span } from "./types";

/** Buckets that follow each other, and the time that they cover. */
export type Run<Point> = Span & { points: readonly Point[] };

/** What a curve passes through at an instant; a vertex without values interrupts it. */
export type Vertex = Omit<PoolPoint, "at" | "instances" | "fullest"> & { x: number };

/** Whether anything was measured. A limit alone, which may only be declared, is no measurement. */
export function isKnown(point: PoolPoint): boolean {
  return [point.usedAvg, point.usedMax, point.idle, point.idleInTransaction, point.waiting].some(
    (value) => value !== null,
  );
}

/**
 * Splits buckets, in order of time, where one is missing. Samples come a little early or late, so that a
 * bucket is missed only when the next one begins half a step too late.
 */
export function runs<Point extends { at: number }>(points: readonly Point[], stepMs: number): Run<Point>[] {
  const found: { from: number; to: number; points: Point[] }[] = [];
  for (const point of points) {
    const last = found.at(-1);
    if (last && point.at - last.to <= stepMs / 2) {
      last.points.push(point);
      last.to = point.at + stepMs;
    } else found.push({ from: point.at, to: point.at + stepMs, points: [point] });
  }
  return found;
}

/**
 * What of `span` no run covers, up to `end`, from which on nothing can be known yet. Where the span begins amid a bucket,
 * what is left of that bucket is no loss: it is missed from the first whole one on.
 */
export function gaps(known: readonly Span[], span: Span, stepMs: number, end = span.to): Span[] {
  const found: Span[] = [];
  let from = span.from;
  const upTo = (to: number) => {
    // Shorter than half a bucket is how buckets and ranges happen to meet, and no loss.
    const enough = from === span.from ? to - from >= stepMs : to - from > stepMs / 2;
    if (enough) found.push({ from, to });
  };
  for (const run of known) {
    upTo(Math.min(run.from, end));
    from = Math.max(from, run.to);
  }
  upTo(Math.min(span.to, end));
  return found;
}

/**
 * Where the curves go: through the middle of each bucket, from the edge of the first to the edge of the last,
 * and not across a gap. A curve of steps that changes half-way between two vertices then changes where the
 * bucket does.
 */
export function vertices(known: readonly Run<PoolPoint>[], stepMs: number): Vertex[] {
  return known.flatMap((run) => {
    const middles = run.points.map((point) => vertex(point.at + stepMs / 2, point));
    const [first, last] = [run.points.at(0), run.points.at(-1)];
    if (!first || !last) return [];
    return [vertex(run.from, first), ...middles, vertex(run.to, last), { x: run.to, ...nothing }];
  });
}

function vertex(x: number, { at: _, instances: __, fullest: ___, ...values }: PoolPoint): Vertex {
  return { x, ...values };
}

/** The figures of a bucket of which nothing is known. */
export const nothing = {
  usedMin: null,
  usedAvg: null,
  usedMax: null,
  idle: null,
  idleInTransaction: null,
  waiting: null,
  max: null,
} as const;

/** Buckets that stand so alone that a curve through them would not be seen: they are drawn as dots. */
export function specks(known: readonly Run<PoolPoint>[], span: Span): PoolPoint[] {
  const least = (span.to - span.from) / 150;
  return known.filter(({ from, to }) => to - from < least).flatMap((run) => run.points);
}

/** The bucket to which an instant belongs, if there is one. `points` are in order of time. */
export function pointAt<Point extends { at: number }>(
  points: readonly Point[],
  stepMs: number,
  at: number,
): Point | undefined {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const point = points[low - 1];
  return point && at < point.at + stepMs * 1.5 ? point : undefined;
}
