import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { percentile95 } from "../../core/percentile";

/** Users of reports: how many, of how many tenants, and where they ask. */
export type Crowd = { users: number; tenants: number; address: string };

/** What users have met so far. */
export type Tally = {
  asked: number;
  /** Users that have asked at all. */
  ran: number;
  /** Reports that came, that failed, that were waited for in vain, and calls that nobody took. */
  answered: number;
  failed: number;
  gaveUp: number;
  refused: number;
  /** Users whose report has not come yet. */
  waiting: number;
  /** The most of them at once, since the beginning. */
  mostWaiting: number;
  /** Users that met anything but a report, at least once. */
  usersHit: number;
  /** How long 95 of 100 calls took that ended lately; null where none did. */
  p95Ms: number | null;
};

/** Users at work, until they are stopped. */
export type RunningUsers = { tally(): Tally; stop(): Promise<void> };

type Met = "answered" | "failed" | "gaveUp" | "refused";

const PATIENCE_MS = 5_000;
const THINKING_MS = { least: 3_000, most: 5_000 };
const MOST_TURNS = 300;
const LATELY = 200;

/**
 * Lets users ask for reports over HTTP, one at a time each: a user waits at most five seconds for one and reads it for
 * three to five. Tenants have their turn one after the other, so that the one whose report fails comes up evenly.
 * Everybody leaves after 300 reports.
 */
export function sendUsers({ users, tenants, address }: Crowd): RunningUsers {
  const met: Record<Met, number> = { answered: 0, failed: 0, gaveUp: 0, refused: 0 };
  const hit = new Set<number>();
  const leaving = new AbortController();
  setMaxListeners(0, leaving.signal);
  let asked = 0;
  let ran = 0;
  let waiting = 0;
  let mostWaiting = 0;
  let lately: number[] = [];

  const use = async (user: number) => {
    // They do not all come at once.
    await pause(((user + 0.5) / users) * THINKING_MS.most, leaving.signal);
    for (let turn = 0; turn < MOST_TURNS && !leaving.signal.aborted; turn++) {
      const tenant = (asked++ % tenants) + 1;
      const began = performance.now();
      if (turn === 0) ran += 1;
      waiting += 1;
      mostWaiting = Math.max(mostWaiting, waiting);
      const outcome = await ask(`${address}/reports/${tenant}`, leaving.signal);
      waiting -= 1;
      if (leaving.signal.aborted) return;
      met[outcome] += 1;
      if (outcome !== "answered") hit.add(user);
      lately = [...lately.slice(1 - LATELY), performance.now() - began];
      await pause(thinkingMs(user, turn), leaving.signal);
    }
  };
  const all = Promise.all(Array.from({ length: users }, (_, user) => use(user)));

  return {
    tally: () => ({
      ...{ ...met, asked, ran, waiting, mostWaiting },
      ...{ usersHit: hit.size, p95Ms: percentile95(lately) },
    }),
    async stop() {
      leaving.abort();
      await all;
    },
  };
}

async function ask(address: string, leaving: AbortSignal): Promise<Met> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  try {
    const answer = await fetch(address, { signal: AbortSignal.any([patience, leaving]) });
    await answer.arrayBuffer();
    return answer.ok ? "answered" : "failed";
  } catch {
    return patience.aborted ? "gaveUp" : "refused";
  }
}

/** Spread over the range without chance, so that a drill is the same each time. */
function thinkingMs(user: number, turn: number): number {
  const { least, most } = THINKING_MS;
  return least + ((user * 7_919 + turn * 104_729) % (most - least));
}

const pause = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => {});
