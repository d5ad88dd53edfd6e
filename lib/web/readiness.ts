import { readdir } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { settings } from "../core/env";
import { singleton } from "../core/singleton";
import { workerSeenSeconds } from "../core/work";

/** Whether this process can do its work, part by part. `detail` is for operators and names no secret. */
export type Readiness = {
  ready: boolean;
  parts: Record<"database" | "migrations" | "worker", { ok: boolean; detail: string }>;
};

const PROBE_MS = 1_500;
const KEEP_MS = 1_000;

type Probe = { at: number; answer: Promise<Readiness> };

/**
 * Asks the database on a connection of its own with short time-outs: a probe must not queue behind the pool that it
 * reports on. Answers are shared for a second, so that probes never add up.
 */
export function readiness(): Promise<Readiness> {
  const store = singleton<{ probe: Probe | null }>("readiness", () => ({ probe: null }));
  const now = performance.now();
  if (!store.probe || now - store.probe.at > KEEP_MS) store.probe = { at: now, answer: probe() };
  return store.probe.answer;
}

async function probe(): Promise<Readiness> {
  const client = new pg.Client({
    connectionString: settings().databaseUrl,
    connectionTimeoutMillis: PROBE_MS,
    query_timeout: PROBE_MS,
    application_name: "highwater ready",
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows: applied } = await client.query<{ name: string }>(
      "select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null",
    );
    const { rows: workers } = await client.query<{ age: number | null }>(
      "select extract(epoch from clock_timestamp() - max(seen_at))::float8 as age from worker_process",
    );
    return judge(
      await knownMigrations(),
      applied.map((row) => row.name),
      workers[0]?.age ?? null,
    );
  } catch (error) {
    const detail = (error as { code?: string }).code ?? "does not answer";
    const unknown = { ok: false, detail: "unknown while the database does not answer" };
    return { ready: false, parts: { database: { ok: false, detail }, migrations: unknown, worker: unknown } };
  } finally {
    void client.end().catch(() => undefined);
  }
}

async function knownMigrations(): Promise<string[]> {
  const entries = await readdir(join(process.cwd(), "prisma/migrations"), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

const draining = () => singleton("draining", () => ({ begun: false }));

/** Says that this process takes leave: from now on it is not ready, so that a balancer sends nobody here any more. */
export function beginDraining(): void {
  draining().begun = true;
}

/** Whether this process has begun to take leave. */
export const isDraining = (): boolean => draining().begun;

/** Puts the parts together. `workerAgeSeconds` is null when no worker ever reported. */
export function judge(
  known: readonly string[],
  applied: readonly string[],
  workerAgeSeconds: number | null,
): Readiness {
  const pending = known.filter((name) => !applied.includes(name));
  const foreign = applied.filter((name) => !known.includes(name));
  const alive = workerAgeSeconds !== null && workerAgeSeconds <= workerSeenSeconds;
  const parts: Readiness["parts"] = {
    database: { ok: true, detail: "answers" },
    migrations: {
      ok: pending.length === 0 && foreign.length === 0,
      detail:
        pending.length > 0
          ? `${pending.length} to apply`
          : foreign.length > 0
            ? "the database is newer than this build"
            : "applied",
    },
    worker: {
      ok: alive,
      detail:
        workerAgeSeconds === null ? "none has reported" : `last seen ${Math.round(workerAgeSeconds)} s ago`,
    },
  };
  return { ready: Object.values(parts).every((part) => part.ok), parts };
}
