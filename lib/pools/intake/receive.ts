import { log } from "../../core/log";
import { labelled } from "../../core/pool";
import { Refusal } from "../../core/refusal";
import { mapMetrics } from "../metrics/rules";
import { writeSamples } from "../samples/store";
import { learn, type Memory, memoryOf, sourceOf } from "./memory";
import { place, storedAs } from "./places";
import { faultsIn, inTime, intervalOf, mostInstances, mostPools, patienceMs, together } from "./rules";
import type { Delivery, Receipt, Refused, Sender } from "./schema";
import { notePush, noteRejection, rejectionNotedEveryMs } from "./store";
import { intakeTurns } from "./turns";
import { TooMuch, Undecodable } from "./wire/schema";

/**
 * Takes what a sender delivers, when its turn comes: `read` unpacks and decodes it then. The same again changes nothing.
 * What is not taken is noted with the source, for whoever looks there and not at what the sender was answered.
 * Throws what `read` throws, `Busy`, and a refusal where the source was removed.
 */
export function receive(sender: Sender, read: () => Promise<Delivery>, now: Date): Promise<Receipt> {
  return intakeTurns().take(() =>
    labelled("pools.intake", async () => {
      const delivery = await read().catch((error) => noteUnread(sender, error, now));
      return deliver(sender, delivery, now);
    }),
  );
}

/** Notes with the source that a delivery could not be read, and throws why again. */
async function noteUnread(sender: Sender, error: unknown, now: Date): Promise<never> {
  if (error instanceof Undecodable || error instanceof TooMuch) {
    const source = await sourceOf(sender, now);
    // How many points it would have held nobody can tell.
    const whole = [{ name: "", points: 0, reason: error.message }];
    if (!source.removed) await noteRejected(await memoryOf(source.id, now), whole, now);
  }
  throw error;
}

async function deliver(sender: Sender, { points, unreadable }: Delivery, now: Date): Promise<Receipt> {
  const { timely, refused: untimely } = inTime(points, now);
  const refused = together([...unreadable, ...untimely]);
  if (timely.length === 0 && refused.length === 0) return { stored: 0, rejected: [], full: null };
  const source = await sourceOf(sender, now);
  if (source.removed)
    throw new Refusal(
      "forbidden",
      "The source that this key delivers to was removed. Make a new key to deliver again.",
    );
  const memory = await memoryOf(source.id, now);
  if (timely.length === 0) {
    await noteRejected(memory, refused, now);
    return { stored: 0, rejected: refused, full: null };
  }
  const { samples, unread, learned } = mapMetrics(timely, memory.facts);
  const { placed, over } = await place(memory, samples, now);
  await writeSamples(placed.map(storedAs), now);
  // Only now: what could not be stored must be understood as before when it is sent again.
  learn(memory, learned, now);
  for (const { seriesId, sample } of placed) noteGap(memory, seriesId, sample.at.getTime());
  const full = over > 0 ? fullness(memory, over) : null;
  const patient = full !== null && isPatient(memory, full, now);
  await note(memory, now);
  const faults = [...refused, ...faultsIn(unread)];
  await noteRejected(memory, full ? [...faults, full] : faults, now);
  const rejected = full && !patient ? [...faults, full] : faults;
  return { stored: placed.length, rejected, full: patient ? full : null };
}

function fullness({ pools, instances }: Memory, over: number): Refused {
  const inUse = [...pools.values()].filter(({ archived }) => !archived).length;
  const reason =
    inUse >= mostPools
      ? `A source has at most ${mostPools} pools. Archive some, or send others with another key.`
      : `A source has at most ${mostInstances.toLocaleString("en")} instances a day, and this has ${instances.size.toLocaleString("en")}. Send others with another key.`;
  return { name: "", points: over, reason };
}

const FORGOTTEN_AFTER_MS = 600_000;

/**
 * Whether a sender may be told to come back with what was too much. One that comes back with the same for ever would
 * never get to what it has to tell of the pools that are known.
 */
function isPatient(memory: Memory, { reason }: Refused, now: Date): boolean {
  const time = now.getTime();
  if (!memory.full || Math.abs(time - memory.full.last) > FORGOTTEN_AFTER_MS) {
    memory.full = { since: time, last: time };
    log().warn({ source: memory.sourceId, reason }, "a pool source sends more than is taken");
  }
  memory.full.last = time;
  return time - memory.full.since < patienceMs;
}

const MOST_GAPS = 200;

function noteGap(memory: Memory, seriesId: number, at: number): void {
  const before = memory.lastAt.get(seriesId);
  if (before !== undefined && at <= before) return;
  memory.lastAt.set(seriesId, at);
  if (before === undefined) return;
  memory.gaps.push(at - before);
  if (memory.gaps.length > MOST_GAPS) memory.gaps.shift();
}

const NOTED_EVERY_MS = 5_000;

async function note(memory: Memory, now: Date): Promise<void> {
  if (Math.abs(now.getTime() - memory.notedAt) < NOTED_EVERY_MS) return;
  memory.notedAt = now.getTime();
  await notePush(memory.sourceId, { now, intervalSeconds: intervalOf(memory.gaps) });
}

async function noteRejected(memory: Memory, refused: readonly Refused[], now: Date): Promise<void> {
  if (refused.length === 0 || Math.abs(now.getTime() - memory.rejectedAt) < rejectionNotedEveryMs) return;
  memory.rejectedAt = now.getTime();
  await noteRejection(memory.sourceId, refused, now);
}
