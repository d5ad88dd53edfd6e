import { drainGraceMs } from "../core/env";
import type { GuardedPool } from "../core/pool";
import type { RunningWeb } from "../web/server";
import type { RunningWorker } from "../worker/main";
import type { OpenDatabase } from "./database";
import { step } from "./progress";
import { given } from "./signals";
import type { RunningTraces } from "./tracing";

/** What a start has brought up so far. */
export type Running = {
  database?: OpenDatabase;
  pool?: GuardedPool;
  web?: RunningWeb;
  worker?: RunningWorker;
  traces?: RunningTraces;
  ownPool?: { stop(): Promise<void> };
  /** Rejects when the database is gone for good. */
  lost?: Promise<never>;
};

const drainMs = 10_000;
const poolMs = 2_000;
const databaseMs = 20_000;

/**
 * Stops in the order in which things depend on each other: web, worker, pool, database. Requests and work under way
 * have ten seconds each, or until `hurry`; before that, web goes on serving for the grace of `HIGHWATER_DRAIN_GRACE_MS`. Returns the exit code of a clean stop.
 */
export async function stopAll(
  { web, worker, traces, ownPool, pool, database }: Running,
  hurry: AbortSignal,
): Promise<number> {
  if (web || worker || database) console.log("\nStopping.");
  if (web) {
    const graceMs = drainGraceMs();
    await bounded("Web", graceMs + drainMs, hurry, () => web.close(graceMs, drainMs).then(() => "drained"));
  }
  if (worker) await bounded("Worker", drainMs, hurry, () => worker.stop(drainMs).then(() => "stopped"));
  if (traces) await bounded("Traces", poolMs, hurry, () => traces.stop().then(() => "sent"));
  if (pool)
    await bounded("Pool", poolMs, hurry, async () => {
      await ownPool?.stop();
      await pool.end();
      return "closed";
    });
  if (database) await bounded("Database", databaseMs, undefined, () => database.close(databaseMs));
  return 0;
}

/** One line about one part; a part that fails or hangs does not keep the others from stopping. */
async function bounded(
  name: string,
  deadlineMs: number,
  hurry: AbortSignal | undefined,
  work: () => Promise<string>,
): Promise<void> {
  await step(name, async () => {
    const late = new Promise<string>((resolve) => {
      setTimeout(resolve, deadlineMs + 500, "not finished in time, left behind").unref();
    });
    const cutOff = hurry ? given(hurry).then(() => "cut off") : late;
    const done = work().catch((error) => `failed: ${error instanceof Error ? error.message : error}`);
    return { outcome: await Promise.race([done, late, cutOff]), result: null };
  });
}
