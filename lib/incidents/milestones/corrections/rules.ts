import type { MilestoneKind } from "../../../../prisma/generated/enums";
import { formatEntryTime } from "../../times/rules";
import { milestoneLabels } from "../labels";
import type { MilestonePoint } from "../rules";

/** When a milestone was, as far as the record says. */
type Moment = Pick<MilestonePoint, "at" | "precision">;

/**
 * What the timeline says when somebody sets, moves or takes away a milestone by hand: null is not set, and times are on the
 * clocks of `zone`, which it names for those who read on others, without the day where it is that of `now`. Null where the
 * time stands, whatever proves it.
 */
export function sentenceOfCorrection(
  kind: MilestoneKind,
  [from, to]: readonly [from: Moment | null, to: Moment | null],
  { zone, now, reason }: { zone: string; now: Date; reason: string },
): string | null {
  if (from && to && +from.at === +to.at && from.precision === to.precision) return null;
  const name = milestoneLabels[kind];
  const [before, after] = alike(from, to, zone) ? [from, to] : [toTheMinute(from), toTheMinute(to)];
  const said = (moment: Moment) => momentWritten(moment, zone, now);
  if (before && after) return `${name} moved from ${said(before)} to ${said(after)} ${zone}: ${reason}`;
  if (after) return `${name} set to ${said(after)} ${zone}: ${reason}`;
  return before ? `${name} taken away, it was ${said(before)} ${zone}: ${reason}` : null;
}

/** Whether two moments read the same unless their seconds are told. */
function alike(from: Moment | null, to: Moment | null, zone: string): boolean {
  const [before, after] = [toTheMinute(from), toTheMinute(to)];
  return !!before && !!after && formatEntryTime(before, zone) === formatEntryTime(after, zone);
}

const toTheMinute = (moment: Moment | null) =>
  moment && { ...moment, at: new Date(Math.floor(moment.at.getTime() / 60_000) * 60_000) };

function momentWritten({ at, precision }: Moment, zone: string, now: Date): string {
  const written = (instant: Date) => formatEntryTime({ at: instant, precision: "exact" }, zone);
  const [day = ""] = written(now).split(" ");
  const said = written(at).startsWith(`${day} `) ? written(at).slice(day.length + 1) : written(at);
  return precision === "about" ? `about ${said}` : said;
}
