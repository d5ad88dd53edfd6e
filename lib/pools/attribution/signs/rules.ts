import type { Figure } from "../../labels";
import type { Holder, PoolSample } from "../../schema";
import { countOf, heldConnections, heldIdle, oldestOf } from "../holders/rules";
import type { Breach, Sign } from "../schema";
import { givenBackAfter } from "../throughput/rules";
import { sayRate, sayTime } from "../words";
import { type Course, strengthOfAge, strengthOfRatio, strengthOfShare } from "./growth";

// By how many seconds a hold and a statement grow older at least, where they do.
const leastHoldGrowth = 5;
const leastQueryGrowth = 1;

/** Whether those who hold connections do nothing: from the holders, else from the newest sample. */
export function statesSign({ samples, holders, limits }: Breach): Sign {
  const used = latest(samples, "used");
  const held = heldConnections(holders.now, limits, used);
  const known = held.doingNothing + held.atWork;
  if (known > 0) {
    const nothing = `idle in transaction, or idle for longer than ${sayTime(limits.holdSeconds)}`;
    const says = `${held.doingNothing} of ${known} held connections do nothing (${nothing}); at work: ${held.atWork}.`;
    return { name: "states", values: held, says, strength: strengthOfShare(held.doingNothing / known) };
  }
  const idle = latest(samples, "idleInTransaction");
  if (idle === null || used === null || used === 0)
    return missing("states", ["doingNothing", "atWork"], "It is not known who holds connections.");
  const doingNothing = Math.min(idle, used);
  const says = `${doingNothing} of ${used} connections in use are idle in transaction; by whom is not known.`;
  const strength = strengthOfShare(doingNothing / used);
  return { name: "states", values: { doingNothing, atWork: used - doingNothing }, says, strength };
}

/**
 * Whether the oldest hold grew older: from the samples (the highest of their earlier half against the lowest of the
 * newest three), else from the holders. One look alone is half a sign where the hold is above its limit.
 */
export function holdAgeSign(breach: Breach): Sign {
  const course = courseOfSamples(breach.samples) ?? courseOfHolders(breach);
  if (course) {
    const { before, now, seconds } = course;
    const strength = strengthOfAge(course, leastHoldGrowth);
    const verb = strength > 0 ? "grew older" : strength < 0 ? "did not grow older" : "grew a little older";
    const says = `The oldest hold ${verb}: ${sayTime(before)} before, ${sayTime(now)} after ${sayTime(seconds)}.`;
    return { name: "holdAge", values: { before, now }, says, strength };
  }
  const now = latest(breach.samples, "oldestHoldSeconds") ?? oldestOf(heldNow(breach));
  if (now === null) return missing("holdAge", ["before", "now"], "The age of the oldest hold is not known.");
  const limit = breach.limits.holdSeconds;
  const says = `The oldest hold is ${sayTime(now)} old, with a limit of ${sayTime(limit)}; what it was before is not known.`;
  return { name: "holdAge", values: { before: null, now }, says, strength: now > limit ? 0.5 : null };
}

/**
 * Whether running statements grew older: each line of holders against the same line before, or where it is new against
 * what was usual, by its connections, so that one long statement among many short ones decides nothing. One look alone
 * is half a sign as far as they are above the limit of a hold. Where nobody tells who holds connections, by how long those
 * had been held that were given back.
 */
export function queryAgeSign({ samples, holders, limits }: Breach): Sign {
  const active = holders.now.filter(isActive);
  const [count, now] = [countOf(active), oldestOf(active)];
  if (holders.now.length === 0) return givenBackSign(samples);
  if (count === 0 || now === null)
    return { ...missing("queryAge", ["before", "now"], "No statement is running."), strength: -1 };
  if (!holders.before) {
    const over = countOf(active.filter(({ ageSeconds }) => ageSeconds > limits.holdSeconds));
    const says = `The oldest of ${count} running statements is ${sayTime(now)} old; what they were before is not known.`;
    const strength = over > 0 ? over / count / 2 : null;
    return { name: "queryAge", values: { before: null, now }, says, strength };
  }
  const { holders: earlier, secondsAgo: seconds } = holders.before;
  const typical = middleAge(earlier.filter(isActive));
  const grown = active.map((line) => {
    const before = oldestOf(earlier.filter((other) => isSame(line, other))) ?? typical;
    return { ...line, by: strengthOfAge({ before, now: line.ageSeconds, seconds }, leastQueryGrowth) };
  });
  const older = countOf(grown.filter(({ by }) => by > 0));
  const before = oldestOf(earlier.filter(isActive));
  const was = before === null ? "none ran" : `the oldest was ${sayTime(before)} old`;
  const says = `${older} of ${count} running statements are of a kind that grew older: ${sayTime(seconds)} before ${was}, now it is ${sayTime(now)}.`;
  const strength = grown.reduce((sum, line) => sum + line.by * line.count, 0) / count;
  return { name: "queryAge", values: { before, now }, says, strength };
}

function givenBackSign(samples: readonly PoolSample[]): Sign {
  const shift = givenBackAfter(samples);
  const [before, now] = [figure(shift.baseline), figure(shift.now)];
  if (before === null || now === null)
    return missing("queryAge", ["before", "now"], "It is not known which statements are running.");
  const says = `Connections that were given back had been held for ${sayTime(before)} on average, ${sayTime(now)} now; which statements are running is not known.`;
  return { name: "queryAge", values: { before, now }, says, strength: strengthOfRatio(before, now) };
}

/** Whether more transactions are done than usual. */
export function throughputSign({ throughput }: Breach): Sign {
  const [before, now] = [figure(throughput.baseline), figure(throughput.now)];
  if (before === null || now === null)
    return missing("throughput", ["before", "now"], "Throughput is not known.");
  const says = `Throughput went from ${sayRate(before)} to ${sayRate(now)} transactions a second.`;
  return { name: "throughput", values: { before, now }, says, strength: strengthOfRatio(before, now) };
}

/**
 * Whether a connection is held longer on average: W = L / λ, connections in use by transactions per second
 * (J. D. C. Little, 'A Proof for the Queuing Formula: L = λW', 1961). In use before is the mean of the first third of
 * the samples. The law is one of averages: while a pool fills up it holds roughly.
 */
export function meanHoldSign({ samples, throughput }: Breach): Sign {
  const used = inOrder(samples).flatMap((sample) => figure(sample.used) ?? []);
  const first = used.slice(0, Math.max(1, Math.floor(used.length / 3)));
  const usedBefore = first.reduce((sum, count) => sum + count, 0) / first.length;
  const usedNow = used.length > 1 ? used.at(-1) : undefined;
  const [rateBefore, rateNow] = [figure(throughput.baseline), figure(throughput.now)];
  if (usedNow === undefined || !rateBefore || rateNow === null || usedBefore === 0)
    return missing("meanHold", ["before", "now"], "How long a connection is held on average is not known.");
  const before = Math.min(usedBefore / rateBefore, Number.MAX_VALUE);
  const now = rateNow > 0 ? Math.min(usedNow / rateNow, Number.MAX_VALUE) : null;
  const became = now === null ? "now nothing is done" : `${sayTime(now)} now`;
  const says = `By Little's law a connection was held for ${sayTime(before)} on average, ${became}.`;
  return {
    name: "meanHold",
    values: { before, now },
    says,
    strength: now === null ? 1 : strengthOfRatio(before, now),
  };
}

function courseOfSamples(samples: readonly PoolSample[]): Course | null {
  const seen = inOrder(samples).filter((sample) => figure(sample.oldestHoldSeconds) !== null);
  const earlier = seen.slice(0, Math.floor(seen.length / 2));
  const newest = seen.slice(-Math.min(3, Math.max(1, Math.floor(seen.length / 3))));
  const [middle, last] = [earlier.at(-1), newest.at(-1)];
  if (!middle || !last) return null;
  const age = ({ oldestHoldSeconds }: PoolSample) => oldestHoldSeconds ?? 0;
  const seconds = (last.at.getTime() - middle.at.getTime()) / 1000;
  return { before: Math.max(...earlier.map(age)), now: Math.min(...newest.map(age)), seconds };
}

/** Idle holders before count only where idle ones are held now: others were a pool's own. */
function courseOfHolders(breach: Breach): Course | null {
  const held = heldNow(breach);
  const [now, before] = [oldestOf(held), breach.holders.before];
  if (now === null || !before) return null;
  const idleCount = held.some(isIdle);
  const earlier = before.holders.filter((holder) => idleCount || !isIdle(holder));
  return { before: oldestOf(earlier) ?? 0, now, seconds: before.secondsAgo };
}

function heldNow({ samples, holders, limits }: Breach): Holder[] {
  const idleCount = heldIdle(holders.now, limits, latest(samples, "used")) > 0;
  return holders.now.filter((holder) => idleCount || !isIdle(holder));
}

const missing = (name: Sign["name"], values: string[], says: string): Sign => ({
  name,
  values: Object.fromEntries(values.map((value) => [value, null])),
  says,
  strength: null,
});

/** The age that half of the connections do not exceed; 0 without any. */
function middleAge(holders: readonly Holder[]): number {
  const half = countOf(holders) / 2;
  const inOrder = holders.toSorted((one, other) => one.ageSeconds - other.ageSeconds);
  let passed = 0;
  for (const { count, ageSeconds } of inOrder) {
    passed += count;
    if (passed >= half) return ageSeconds;
  }
  return 0;
}

const isActive = ({ state }: Holder) => state === "active";
const isIdle = ({ state }: Holder) => state === "idle";
const isSame = (one: Holder, other: Holder) =>
  one.state === other.state &&
  one.application === other.application &&
  one.user === other.user &&
  one.fingerprint === other.fingerprint;

const figure = (value: number | null) =>
  value !== null && Number.isFinite(value) && value >= 0 ? value : null;
const inOrder = (samples: readonly PoolSample[]) =>
  samples.toSorted((one, other) => one.at.getTime() - other.at.getTime());
const latest = (samples: readonly PoolSample[], name: Figure) =>
  inOrder(samples).reduce<number | null>((found, sample) => figure(sample[name]) ?? found, null);
