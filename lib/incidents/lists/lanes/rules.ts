import type { IncidentStatus, MilestoneKind, Severity } from "../../../../prisma/generated/enums";
import { DAY_MS } from "../../../core/zones";
import { severityLabels } from "../../labels";
import { beganAt, type MilestonePoint } from "../../milestones/rules";
import { isOpen } from "../../rules";
import type { LaneFilters } from "./schema";
import { laneRanges } from "./schema";

/** What is drawn of an incident. */
export type LaneIncident = {
  ref: string;
  title: string;
  severity: Severity;
  status: IncidentStatus;
  createdAt: Date;
  service: { name: string } | null;
  milestones: readonly MilestonePoint[];
};

/** An incident as a bar: from when to when, and where on the lane, as shares of its length. */
export type Bar<Incident extends LaneIncident> = {
  incident: Incident;
  from: Date;
  /** Null while it is open. */
  to: Date | null;
  left: number;
  width: number;
  /** Which line of the lane it stands on, so that none hides another. */
  line: number;
};

/** A lane: what its incidents have in common, and how many lines its bars need. */
export type Lane<Incident extends LaneIncident> = { name: string; lines: number; bars: Bar<Incident>[] };

/** A stretch of time. */
export type Stretch = { from: Date; to: Date };

/** The stretch that is asked for: so many days up to now, or up to the end of a day (UTC) that is named. */
export function stretchOf({ range, until }: LaneFilters, now: Date): Stretch {
  const named = until === undefined ? null : new Date(Date.parse(`${until}T00:00:00Z`) + DAY_MS);
  const to = named && named < now ? named : now;
  return { from: new Date(to.getTime() - laneRanges[range] * DAY_MS), to };
}

/** When an incident began and ended; one that is over without anybody having said when ended with its last milestone. */
export function lifeOf({ status, createdAt, milestones }: LaneIncident): { from: Date; to: Date | null } {
  const from = beganAt(milestones, createdAt);
  if (isOpen(status)) return { from, to: null };
  const at = (kind: MilestoneKind) => milestones.find((milestone) => milestone.kind === kind)?.at;
  const last = Math.max(from.getTime(), ...milestones.map((milestone) => milestone.at.getTime()));
  const said = at("resolvedAt") ?? at("closedAt") ?? new Date(last);
  return { from, to: said < from ? from : said };
}

// A bar is never drawn narrower than its severity is written, so that no two may stand closer than that.
const NARROWEST = 0.09;

/** Incidents as bars in lanes, one a service by name or one a severity; those outside the stretch are left out. */
export function lanesOf<Incident extends LaneIncident>(
  incidents: readonly Incident[],
  by: LaneFilters["lane"],
  { from, to }: Stretch,
): Lane<Incident>[] {
  const span = to.getTime() - from.getTime();
  const share = (at: Date) => Math.min(1, Math.max(0, (at.getTime() - from.getTime()) / span));
  const lanes = new Map<string, Lane<Incident>>();
  const ends = new Map<string, number[]>();
  for (const { incident, life } of incidents
    .map((incident) => ({ incident, life: lifeOf(incident) }))
    .filter(({ life }) => life.from <= to && (life.to ?? to) >= from)
    .toSorted((a, b) => a.life.from.getTime() - b.life.from.getTime())) {
    const name = by === "severity" ? severityLabels[incident.severity] : (incident.service?.name ?? "");
    const left = share(life.from);
    const width = share(life.to ?? to) - left;
    const lines = ends.get(name) ?? [];
    const free = lines.findIndex((end) => end <= left);
    const line = free < 0 ? lines.length : free;
    lines[line] = left + Math.max(width, NARROWEST);
    ends.set(name, lines);
    const lane = lanes.get(name) ?? { name, lines: 0, bars: [] };
    lanes.set(name, lane);
    lane.lines = lines.length;
    lane.bars.push({ incident, ...life, left, width, line });
  }
  return [...lanes.values()].toSorted((a, b) => order(a.name, b.name));
}

// Without a service comes last.
const order = (a: string, b: string) => Number(a === "") - Number(b === "") || a.localeCompare(b, "en");

/** Where a stretch is marked: at so many even steps, as shares of its length. */
export function ticksOf({ from, to }: Stretch, steps = 5): { at: Date; left: number }[] {
  const span = to.getTime() - from.getTime();
  return Array.from({ length: steps }, (_, nth) => ({
    at: new Date(from.getTime() + (span * nth) / steps),
    left: nth / steps,
  }));
}
