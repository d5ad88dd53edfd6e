/** What a health check was answered at a moment. */
export type Answer = { at: Date; well: boolean };

/** When a service did not answer well: its first failing answer, and the first well one after it if there was one. */
export type Outage = { from: Date; to: Date | null };

// So many the usual rule wants, too. One may be the work of a moment.
const inARow = 3;

/**
 * The first outage by the answers of a health check in their order: three failing ones in a row. What failed before the
 * first well one was the service's start.
 */
export function outageOf(answers: readonly Answer[]): Outage | null {
  const started = answers.findIndex(({ well }) => well);
  const since = started < 0 ? [] : answers.slice(started);
  const first = since.findIndex((_, place) => {
    const next = since.slice(place, place + inARow);
    return next.length === inARow && next.every(({ well }) => !well);
  });
  const from = since[first]?.at;
  if (!from) return null;
  return { from, to: since.slice(first).find(({ well }) => well)?.at ?? null };
}
