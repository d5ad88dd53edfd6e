import { findStability } from "../../alerts/stability/queries";
import { type StableMove, stableMinutes } from "../../alerts/stability/rules";
import { type Deployed, deploy } from "../../gates/drill/report-generator/deploy";
import { mendedMax } from "../../gates/drill/report-generator/mended";
import type { Responder } from "../../gates/drill/responder";
import { sayTime } from "../../pools/attribution/words";
import { asHand } from "./crew";
import { figures, look, type Stage, untilSeen } from "./stage";
import { declareLimit } from "./workspace";

/** Somebody on call takes the incident, finds out what it is, and decides what to do. */
export async function respond(stage: Stage, ref: string, responder: Responder): Promise<void> {
  const { narrator, crew } = stage;
  const { name } = crew.responder;
  await responder.acknowledge();
  await responder.appoint(crew.responder.id);
  narrator.tell(`${name} acknowledges ${ref} and takes command.`);
  await responder.moveTo("investigating", "Reports hang and the health check fails. Who holds the pool?");
  const {
    used = 0,
    max = 0,
    idleInTransaction = 0,
    oldestHoldSeconds = 0,
  } = (await look(stage)).pool.at(-1) ?? {};
  const held = `${idleInTransaction} of ${used} connections are idle in a transaction, the oldest for ${sayTime(oldestHoldSeconds)}`;
  await responder.write({
    kind: "finding",
    text: `${held}. The last statement in each is the one that fails for a tenant without orders: a report that fails keeps its connection.`,
  });
  narrator.tell(`${name} finds: ${held}.`);
  await responder.moveTo("identified", "Connections leak on the error path, and nothing has a time limit.");
  await responder.write({
    kind: "decision",
    text: `Deploy the mended version: release on all paths, 30 s time limits, pool ${max} → ${mendedMax}, connections recycled.`,
  });
  narrator.tell(`${name} decides to deploy the mended version.`, ...figures(stage, await look(stage)));
}

/** Replaces the faulty version by the mended one, and waits until the incident's pools and alerts are well again. */
export async function mend(
  stage: Stage,
  ref: string,
  faulty: Deployed,
  responder: Responder,
): Promise<Deployed & { at: Date }> {
  const { narrator, address, place, poolSlug, crew } = stage;
  await faulty.stop();
  narrator.tell("The faulty version is stopped: what it held is given back.");
  const mended = await deploy("mended", place);
  await declareLimit(address, crew, poolSlug, mendedMax);
  await responder.write({
    kind: "deploy",
    text: `Mended report generator deployed, pool size ${mendedMax}.`,
  });
  const at = narrator.tell(`The mended version serves, with a pool of ${mendedMax}.`);
  await moveWhenStable(stage, ref, "monitoring", responder);
  return { ...mended, at };
}

/**
 * Waits until the product says that everything has been well for long enough to speak for a move, and makes it. What the
 * product wants minutes for, a drill waits for as much less as time is compressed.
 */
export async function moveWhenStable(
  stage: Stage,
  ref: string,
  move: StableMove,
  responder: Responder,
): Promise<void> {
  const { narrator, crew, compression } = stage;
  const seconds = (stableMinutes[move] * 60) / compression;
  const found = await untilSeen(stage, `everything is well for ${seconds} s`, seconds + 90, async () => {
    const stability = await findStability(await asHand(crew.responder), ref);
    return stability?.state === "well" && stability.minutes * 60 >= seconds ? stability : null;
  });
  const since = sayTime(found.minutes * 60);
  await responder.moveTo(move, `Well for ${since}; ${found.evidence.replace(/^.*?: /, "")}`);
  narrator.tell(`Well for ${since}: the incident is ${move}.`, ...figures(stage, await look(stage)));
}
