/** How long an answer took: `34 ms`, `1.2 s`. */
export const tookText = (durationMs: number): string =>
  durationMs < 999.5 ? `${Math.round(durationMs)} ms` : `${(durationMs / 1_000).toFixed(1)} s`;

/** An answer in a few words: `200 in 34 ms`. */
export const answerWords = ({ status, durationMs }: { status: number | null; durationMs: number }): string =>
  status === null ? `No answer after ${tookText(durationMs)}` : `${status} in ${tookText(durationMs)}`;
