/** A length of time for a sentence, in its largest unit: `420 ms`, `4.2 s`, `95 s`, `12 min`, `3 h`. */
export function sayTime(seconds: number): string {
  if (seconds > 0 && seconds < 1) return `${Math.max(1, Math.round(seconds * 1000))} ms`;
  if (seconds < 10) return `${Number(seconds.toFixed(1))} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}

/** A rate for a sentence, to as many digits as it is worth: `0.45`, `38`, `1,240`. */
export function sayRate(value: number): string {
  return Number(value.toPrecision(value < 100 ? 2 : 3)).toLocaleString("en");
}
