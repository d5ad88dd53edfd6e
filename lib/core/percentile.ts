/** What 95 of 100 of some numbers are at most (nearest rank); null of none. */
export function percentile95(numbers: readonly number[]): number | null {
  const inOrder = numbers.toSorted((one, other) => one - other);
  return inOrder[Math.ceil(inOrder.length * 0.95) - 1] ?? null;
}
