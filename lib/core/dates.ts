/** The months as dates are written for people: `Jan` to `Dec`. */
export const monthNames: readonly string[] = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** A calendar date without a time (`2025-10-15`) as `15 Oct 2025`; what is no date comes back as it is. */
export function formatCalendarDate(date: string): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(date);
  const month = monthNames[Number(found?.[2]) - 1];
  if (!found || !month) return date;
  return `${Number(found[3])} ${month} ${found[1]}`;
}
