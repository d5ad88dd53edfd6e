const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };
const part =
  /(\d{1,9}(?:[.,]\d{1,2})?)\s*(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)(?![a-z])\s*/gi;

/**
 * A length of time as people type it, in whole seconds: `30 s`, `2 min`, `1h 30m`, `1.5 hours`, or a bare number of
 * seconds. Null where it cannot be read; what is less than nothing cannot.
 */
export function readLength(text: string): number | null {
  const typed = text.trim();
  if (/^\d{1,9}$/.test(typed)) return Number(typed);
  const parts = [...typed.matchAll(part)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join("") !== typed) return null;
  const total = parts.reduce(
    (sum, [, count = "", unit = ""]) =>
      sum + Number(count.replace(",", ".")) * (seconds[unit.charAt(0).toLowerCase()] ?? 0),
    0,
  );
  return Math.round(total);
}
