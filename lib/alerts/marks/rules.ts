/** A change of a pool's limit, by what its buckets tell. */
export type LimitChange = { at: Date; from: number; to: number };

/**
 * Where the limit of a pool's instances changed: the greatest of one of them, for their sum moves with each that comes and
 * goes. In a rolling restart that is when the first has a greater one, or the last a smaller.
 */
export function limitChanges(points: readonly { at: Date; instanceMax: number | null }[]): LimitChange[] {
  const told = points.flatMap(({ at, instanceMax: max }) => (max === null ? [] : [{ at, max }]));
  return told.flatMap(({ at, max }, index) => {
    const before = told[index - 1];
    return before && before.max !== max ? [{ at, from: before.max, to: max }] : [];
  });
}
