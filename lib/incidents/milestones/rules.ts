import type { MilestoneKind, Precision } from "../../../prisma/generated/enums";
import { milestoneLabels } from "./labels";

/** A milestone as far as figures need it. */
export type MilestonePoint = { kind: MilestoneKind; at: Date; precision: Precision };

/** A derived duration: it holds (in seconds, `about` when one end is), or why it cannot be told. */
export type DurationFigure =
  | { validity: "ok"; seconds: number; about: boolean }
  | { validity: "missing"; missing: readonly MilestoneKind[] }
  | { validity: "invalid"; from: MilestoneKind; to: MilestoneKind };

/** The durations that an incident has. */
export type DurationName = "detect" | "acknowledge" | "mitigate" | "resolve" | "total";

/** All of them. */
export type Durations = Readonly<Record<DurationName, DurationFigure>>;

/** Between which milestones each duration runs. The total is counted from detection, as post-mortems state it. */
export const durationEnds: Readonly<Record<DurationName, readonly [MilestoneKind, MilestoneKind]>> = {
  detect: ["impactStartedAt", "detectedAt"],
  acknowledge: ["detectedAt", "acknowledgedAt"],
  mitigate: ["impactStartedAt", "mitigatedAt"],
  resolve: ["impactStartedAt", "resolvedAt"],
  total: ["detectedAt", "closedAt"],
};

/** Durations as people say them. */
export const durationLabels: Readonly<Record<DurationName, string>> = {
  detect: "Time to detect",
  acknowledge: "Time to acknowledge",
  mitigate: "Time to mitigate",
  resolve: "Time to resolve",
  total: "Total",
};

/** The durations that the milestones give, each with its validity. Nothing is guessed and nothing is stored. */
export function durations(milestones: readonly MilestonePoint[]): Durations {
  const between = (name: DurationName) => figure(milestones, ...durationEnds[name]);
  return {
    detect: between("detect"),
    acknowledge: between("acknowledge"),
    mitigate: between("mitigate"),
    resolve: between("resolve"),
    total: between("total"),
  };
}

function figure(
  milestones: readonly MilestonePoint[],
  from: MilestoneKind,
  to: MilestoneKind,
): DurationFigure {
  const start = milestones.find(({ kind }) => kind === from);
  const end = milestones.find(({ kind }) => kind === to);
  if (!start || !end)
    return { validity: "missing", missing: [...(start ? [] : [from]), ...(end ? [] : [to])] };
  const seconds = (end.at.getTime() - start.at.getTime()) / 1000;
  if (seconds < 0) return { validity: "invalid", from, to };
  return { validity: "ok", seconds, about: start.precision === "about" || end.precision === "about" };
}

/** Why a duration cannot be told, as a sentence; '' when it can. */
export function whyNot(figure: DurationFigure): string {
  if (figure.validity === "ok") return "";
  if (figure.validity === "invalid")
    return `${milestoneLabels[figure.to]} is set before ${milestoneLabels[figure.from].toLowerCase()}.`;
  const names = figure.missing.map((kind) => milestoneLabels[kind].toLowerCase());
  const verb = names.length === 1 ? "is" : "are";
  const said = names.join(" and ");
  return `${said.charAt(0).toUpperCase()}${said.slice(1)} ${verb} not set.`;
}

/** When the trouble began, as far as it is known: the start of impact, else its detection, else the fallback. */
export function beganAt(milestones: readonly MilestonePoint[], fallback: Date): Date {
  const at = (kind: MilestoneKind) => milestones.find((milestone) => milestone.kind === kind)?.at;
  return at("impactStartedAt") ?? at("detectedAt") ?? at("declaredAt") ?? fallback;
}

/** How long trouble that began then has lasted at `now`, in whole minutes given as seconds: while it lasts, seconds only flicker. */
export function elapsedSeconds(began: Date, now: Date): number {
  const seconds = (now.getTime() - began.getTime()) / 1000;
  return Math.max(0, Math.floor(seconds / 60) * 60);
}
