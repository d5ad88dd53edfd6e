import { databaseNow } from "../../core/clock";
import { speakTo } from "../../gates/drill/api";
import { narrator } from "../../gates/drill/narrator";
import type { Measured } from "../../gates/drill/post-mortem";
import { deploy } from "../../gates/drill/report-generator/deploy";
import { faultyMax } from "../../gates/drill/report-generator/faulty";
import { tenants } from "../../gates/drill/reports-database";
import { type Prefilled, type Responder, responderTo } from "../../gates/drill/responder";
import { type DrillFacts, fullAt, judge, type Verdict } from "../../gates/drill/rules";
import { sendUsers } from "../../gates/drill/users";
import { countOf, isIdleInTransaction } from "../../pools/attribution/holders/rules";
import { sayTime } from "../../pools/attribution/words";
import type { Holder } from "../../pools/schema";
import { type Crew, keyFor } from "./crew";
import { gatherFacts } from "./facts";
import { type Declared, watchItLeak } from "./leaking";
import { mend, moveWhenStable, respond } from "./mending";
import type { DrillOptions } from "./options";
import { type Endings, openScene } from "./scene";
import { isEvidenceKept } from "./sights";
import { look, type Sight, type Stage, untilSeen } from "./stage";

/** A drill that was gone through: what was found, how that is judged, and where the incident is. */
export type Rehearsed = {
  began: Date;
  facts: DrillFacts;
  verdicts: Verdict[];
  ref: string;
  address: string;
  crew: Crew;
};

const WEEK_MS = 7 * 24 * 3_600_000;

/**
 * Goes through the drill: the faulty report generator under its users until the incident, its response, the mended
 * version until it is closed. Throws a `DrillFailure` where something does not come about in time. What is left running
 * is in `endings`.
 */
export async function rehearse(
  { users: count, compression }: DrillOptions,
  say: (line: string) => void,
  ending: AbortSignal,
  endings: Endings,
): Promise<Rehearsed> {
  const teller = narrator(() => new Date(), say);
  const { address, crew, place, poolSlug, faults } = await openScene(teller, compression, endings);
  const faulty = await deploy("faulty", place);
  endings.push(faulty.stop);
  const users = sendUsers({ users: count, tenants, address: `http://127.0.0.1:${place.port}` });
  endings.push(users.stop);
  teller.tell(
    `The faulty report generator serves, with a pool of ${faultyMax}. ${count} users ask for reports.`,
  );
  const stage: Stage = {
    narrator: teller,
    address,
    place,
    users,
    crew,
    poolSlug,
    ending,
    compression,
    told: new Set(),
  };

  const declared = await watchItLeak(stage);
  const { ref } = declared;
  const key = await keyFor(crew.responder, ["incidents", "documents", "action-items"]);
  const responder = responderTo(ref, speakTo(address, key));
  await respond(stage, ref, responder);
  const { usersHit } = users.tally();
  const mended = await mend(stage, ref, faulty, responder);
  endings.push(mended.stop);
  const failedBefore = users.tally().failed;
  await moveWhenStable(stage, ref, "resolved", responder);
  const prefilled = await document(stage, declared, responder, { users: count, usersHit });
  teller.tell(`${crew.responder.name} writes the post-mortem.`);
  await moveWhenStable(stage, ref, "closed", responder);
  await untilSeen(stage, "the pool's figures are kept with the incident", 30, () => isEvidenceKept(ref));

  const { failed, ran, mostWaiting, gaveUp } = users.tally();
  const known = {
    ...{ mendedAt: mended.at, failedSince: failed - failedBefore, prefilled, faults: faults() },
    users: { wanted: count, ran, mostWaiting, gaveUp },
  };
  const facts = await gatherFacts(stage, ref, known);
  return { began: teller.began, facts, verdicts: judge(facts), ref, address, crew };
}

/** The post-mortem, written with what the incident and the alert know, and an action item. */
async function document(
  stage: Stage,
  { alert }: Declared,
  responder: Responder,
  hit: Pick<Measured, "users" | "usersHit">,
): Promise<Prefilled> {
  const holders = (alert.holders ?? []) as Holder[];
  const prefilled = await responder.writePostMortem({
    ...{ ...hit, used: countOf(holders), max: faultyMax },
    idleInTransaction: countOf(holders.filter(isIdleInTransaction)),
    detection: sayDetection(await look(stage)),
  });
  const dueOn = new Date((await databaseNow()).getTime() + WEEK_MS).toISOString().slice(0, 10);
  await responder.addActionItem(stage.crew.responder.id, dueOn);
  return prefilled;
}

/** How long the warning came after the crossing, and before the end. */
function sayDetection({ pool, alerts }: Sight): string {
  const warning = alerts.find(({ figure, firingAt }) => figure === "utilisation" && firingAt);
  const [crossed, full] = [warning?.pendingAt, fullAt({ sights: pool })];
  if (!warning?.firingAt || !crossed || !full) return "Nothing warned of it.";
  const between = (from: Date, to: Date) => sayTime((to.getTime() - from.getTime()) / 1_000);
  return `The warning fired ${between(crossed, warning.firingAt)} after the first sample over its threshold, and ${between(warning.firingAt, full)} before the pool was full.`;
}
