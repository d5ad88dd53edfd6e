import type { IncidentStatus } from "../../../prisma/generated/enums";
import { type DurationName, type Durations, durationLabels, whyNot } from "../../incidents/milestones/rules";
import { countOf } from "../../pools/attribution/holders/rules";
import type { Cause } from "../../pools/attribution/labels";
import { sayTime } from "../../pools/attribution/words";
import { warningAt } from "../../pools/rules";
import type { Holder } from "../../pools/schema";
import type { Outage } from "./outage";
import type { PoolSight } from "./words";

/** What the product found out during a drill, and what is to be compared with it. Null is what did not come about. */
export type DrillFacts = {
  /** What it measured of the pool, from before the first user to the end. */
  sights: readonly PoolSight[];
  /** When the warning and the critical alert of the pool fired, by the times of samples. */
  warningAt: Date | null;
  criticalAt: Date | null;
  incident: {
    declaredAt: Date;
    status: IncidentStatus;
    /** Whether the pool's critical alert and the health check's are in it. */
    poolAlert: boolean;
    healthAlert: boolean;
    /** The alert of the pool that fired first of those in it. */
    foundBy: { number: number; name: string } | null;
    impactStartedAt: Date | null;
    mitigatedAt: Date | null;
    durations: Durations;
  } | null;
  /** When the service did not answer well, by the health check's own answers, and how often it is asked. */
  outage: (Outage & { everyMs: number }) | null;
  /** Users that were to ask, that did, the most of them without an answer at once, and reports waited for in vain. */
  users: { wanted: number; ran: number; mostWaiting: number; gaveUp: number };
  /** Of the critical alert. */
  holders: readonly Holder[];
  cause: Cause | null;
  confidence: number;
  /** When the mended version began to serve, and how many of its reports failed for the same reason. */
  mendedAt: Date | null;
  failedSince: number;
  /** What stood in the post-mortem's impact before anybody wrote it; times as ISO 8601. */
  prefilled: {
    detection: readonly string[];
    unavailableFrom: string | null;
    unavailableTo: string | null;
  } | null;
  /** What is kept with the incident: its first and last moment, and the most that was in use. */
  frozen: { from: Date; to: Date; greatest: number } | null;
  /** Lines of the product's log that tell of a fault of its own. */
  faults: readonly string[];
};

/** What a drill is to show, whether it did, and by what. */
export type Verdict = { what: string; holds: boolean; because: string };

// From the sample that fired to the incident on the page.
const declaredWithinMs = 10_000;
// So many reports must have failed that connections kept by them would be seen, at these last looks.
const enoughFailures = 3;
const looksAtTheEnd = 5;

/** Judges a drill: each thing that it is to show, by what was measured. */
export function judge(facts: DrillFacts): Verdict[] {
  return [
    ran(facts),
    lead(facts),
    declared(facts),
    named(facts),
    attributed(facts),
    waited(facts),
    healthJoined(facts),
    window(facts),
    filledIn(facts),
    kept(facts),
    ...(["detect", "acknowledge", "mitigate", "resolve"] as const).map((name) => duration(facts, name)),
    mended(facts),
    closed(facts),
    faultless(facts),
  ];
}

const isFull = ({ used, max }: PoolSight) => used >= max;
const isOver = ({ used, max }: PoolSight) => used / max >= warningAt;

/** When the pool ran dry: the first of two samples in a row with all connections in use; null where that never came. */
export function fullAt({ sights }: Pick<DrillFacts, "sights">): Date | null {
  return (
    sights.find((sight, place) => isFull(sight) && sights.slice(place + 1, place + 2).some(isFull))?.at ??
    null
  );
}

/** When the pool went over the threshold to stay there until the warning fired. */
function overAt({ sights, warningAt: firedAt }: DrillFacts): Date | null {
  const before = sights.filter(({ at }) => firedAt !== null && at <= firedAt);
  return before.slice(before.findLastIndex((sight) => !isOver(sight)) + 1)[0]?.at ?? null;
}

const verdict = (what: string, holds: boolean, because: string): Verdict => ({ what, holds, because });
const seconds = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 1_000;

function ran({ users }: DrillFacts): Verdict {
  const said = `${users.ran} of ${users.wanted}`;
  return verdict("All users asked for reports", users.wanted > 0 && users.ran === users.wanted, said);
}

function lead(facts: DrillFacts): Verdict {
  const what = "The warning came before the pool was full";
  const full = fullAt(facts);
  if (!facts.warningAt) return verdict(what, false, "no warning fired");
  if (!full) return verdict(what, false, "the pool was never full");
  const ahead = seconds(facts.warningAt, full);
  const late = ahead === 0 ? "it came at the same moment" : `it came ${sayTime(-ahead)} after`;
  return verdict(what, ahead > 0, ahead > 0 ? `by ${sayTime(ahead)}` : late);
}

function declared({ criticalAt, incident }: DrillFacts): Verdict {
  const what = "The critical alert declared the incident";
  if (!criticalAt) return verdict(what, false, "no critical alert fired");
  if (!incident?.poolAlert) return verdict(what, false, "it is in no incident");
  const after = seconds(criticalAt, incident.declaredAt);
  return verdict(what, after * 1_000 <= declaredWithinMs, `${sayTime(after)} after the sample that fired it`);
}

function named({ holders }: DrillFacts): Verdict {
  const applications = [...new Set(holders.map(({ application }) => application))];
  return verdict(
    "The alert names who held the connections",
    holders.length > 0,
    holders.length > 0 ? `${countOf(holders)}, by ${applications.join(", ")}` : "nobody is named",
  );
}

function attributed({ cause, confidence }: DrillFacts): Verdict {
  const said = cause === null ? "nothing is said" : `${cause}, confidence ${Math.round(confidence * 100)} %`;
  return verdict("The alert calls it a leak", cause === "leak", said);
}

function waited({ users: { mostWaiting, gaveUp } }: DrillFacts): Verdict {
  const said =
    gaveUp > 0 ? `up to ${mostWaiting} at once, and ${gaveUp} reports in vain` : "nobody waited in vain";
  return verdict("Users waited while the pool was full", gaveUp > 0, said);
}

function healthJoined({ incident }: DrillFacts): Verdict {
  const holds = incident?.healthAlert ?? false;
  return verdict(
    "The failing health check joined the incident",
    holds,
    holds ? "it is there" : "it is not there",
  );
}

function window(facts: DrillFacts): Verdict {
  const what = "The impact is from and to what was measured";
  const over = overAt(facts);
  const { mendedAt } = facts;
  const { impactStartedAt, mitigatedAt } = facts.incident ?? {};
  if (!over || !mendedAt) return verdict(what, false, "the pool was never in trouble, or never mended");
  if (!impactStartedAt || !mitigatedAt) return verdict(what, false, "the incident does not say when it was");
  const off = seconds(over, impactStartedAt);
  const holds = off === 0 && mitigatedAt >= mendedAt;
  const begins =
    off === 0 ? `from the sample that went over ${warningAt * 100} %` : `it begins ${off} s from the sample`;
  return verdict(what, holds, `${begins}, for ${sayTime(seconds(impactStartedAt, mitigatedAt))}`);
}

function filledIn({ prefilled, outage, incident }: DrillFacts): Verdict {
  const { detection = [], unavailableFrom, unavailableTo } = prefilled ?? {};
  const wrong = [
    notFoundBy(detection, incident?.foundBy),
    notAsMeasured("when the service was gone", unavailableFrom, outage?.from, outage?.everyMs),
    notAsMeasured("when it was back", unavailableTo, outage?.to, outage?.everyMs),
  ].filter((one) => one !== null);
  return verdict(
    "The post-mortem held impact and detection before it was written",
    wrong.length === 0,
    wrong.length > 0
      ? wrong.join(", ")
      : `${detection.join(" ")} Gone from ${unavailableFrom} to ${unavailableTo}.`,
  );
}

type Found = NonNullable<DrillFacts["incident"]>["foundBy"];

/** What is wrong with how it is said to have been found; null where nothing is. */
function notFoundBy(detection: readonly string[], found: Found | undefined): string | null {
  const [said] = detection;
  if (said === undefined) return "the detection is missing";
  if (!found) return "no alert of the pool is in the incident";
  const { number, name } = found;
  return said.includes(`alert ${number}, ${name}`)
    ? null
    : `“${said}” does not name alert ${number}, ${name}`;
}

/** What is wrong with a moment beside the health check's answer, from which it may be as far as the next one. */
function notAsMeasured(
  what: string,
  said: string | null | undefined,
  measured: Date | null | undefined,
  everyMs = 0,
): string | null {
  if (!said) return `${what} is missing`;
  if (!measured) return `${what} is said, and no answer of the health check shows it`;
  const off = Math.abs(seconds(measured, new Date(said)));
  return off * 1_000 <= everyMs ? null : `${what} is ${sayTime(off)} from the health check's answer`;
}

function kept({ sights, frozen, mendedAt }: DrillFacts): Verdict {
  const what = "The pool's figures are kept with the incident";
  if (!frozen) return verdict(what, false, "nothing is kept");
  const greatest = Math.max(0, ...sights.map(({ used }) => used));
  const first = sights[0]?.at;
  const whole = first !== undefined && frozen.from <= first && mendedAt !== null && frozen.to >= mendedAt;
  const said = `${sayTime(seconds(frozen.from, frozen.to))} of them, with up to ${frozen.greatest} in use`;
  return verdict(what, whole && frozen.greatest === greatest, said);
}

function duration({ incident }: DrillFacts, name: DurationName): Verdict {
  const figure = incident?.durations[name];
  const said = !figure
    ? "there is no incident"
    : figure.validity === "ok"
      ? sayTime(figure.seconds)
      : whyNot(figure);
  return verdict(`${durationLabels[name]} is known`, figure?.validity === "ok", said);
}

function mended({ sights, mendedAt, failedSince }: DrillFacts): Verdict {
  const looks = sights.filter(({ at }) => mendedAt !== null && at > mendedAt).slice(-looksAtTheEnd);
  // What leaks stays; what is between two statements is gone at one look or the other.
  const left = Math.min(...looks.map(({ idleInTransaction }) => idleInTransaction));
  const holds = failedSince >= enoughFailures && left <= 1;
  const found = looks.length > 0 ? `at the least ${left}` : "nobody looked";
  const said = `${failedSince} reports failed since; connections idle in a transaction: ${found}`;
  return verdict("The mended version leaks nothing", holds, said);
}

function closed({ incident }: DrillFacts): Verdict {
  return verdict(
    "The incident is closed",
    incident?.status === "closed",
    `it is ${incident?.status ?? "not there"}`,
  );
}

function faultless({ faults }: DrillFacts): Verdict {
  const [first] = faults;
  return verdict("Highwater met no fault of its own", first === undefined, first ?? "its log tells of none");
}
