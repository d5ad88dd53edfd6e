/** Which figures the address asks for: a usual stretch, or one that somebody marked. */
export type EvidenceQuery = { figures?: string; from?: string; to?: string };

type Stretch = { from: Date; to: Date };

const HOUR = 60 * 60_000;
const shortest = 60_000;

/** The stretches that are one click away. */
export const stretches = [
  { key: "whole", label: "Whole" },
  { key: "beginning", label: "Beginning" },
  { key: "end", label: "End" },
] as const;

/** Whether an incident is so long that a part of it is worth a look of its own. */
export const hasParts = ({ from, to }: Stretch): boolean => to.getTime() - from.getTime() > 1.5 * HOUR;

/** What the address asks for of the time of an incident; `key` is null for a marked stretch. What cannot be read is all of it. */
export function stretchIn(query: EvidenceQuery, range: Stretch): Stretch & { key: string | null } {
  const [begin, end] = [range.from.getTime(), range.to.getTime()];
  const within = (text: string | undefined) =>
    Math.min(end, Math.max(begin, new Date(String(text ?? "")).getTime()));
  const [from, to] = [within(query.from), within(query.to)];
  if (to - from >= shortest) return { from: new Date(from), to: new Date(to), key: null };
  if (hasParts(range) && query.figures === "beginning")
    return { from: range.from, to: new Date(begin + HOUR), key: "beginning" };
  if (hasParts(range) && query.figures === "end")
    return { from: new Date(end - HOUR), to: range.to, key: "end" };
  return { ...range, key: "whole" };
}
