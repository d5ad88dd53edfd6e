/** A change of a pool's limit, by what its buckets tell. */
export type LimitChange = { at: Date; from: number; to: number };

/**
 * Where a pool's limit changed. With several instances the limit moves with each that comes and goes; so many changes
 * say nothing, and none is told then.
 */
export function limitChanges(
  points: readonly { at: Date; max: number | null }[],
  instances: number,
): LimitChange[] {
  if (instances > 1) return [];
  const told = points.flatMap(({ at, max }) => (max === null ? [] : [{ at, max }]));
  return told.flatMap(({ at, max }, index) => {
    const before = told[index - 1];
    return before && before.max !== max ? [{ at, from: before.max, to: max }] : [];
  });
}
