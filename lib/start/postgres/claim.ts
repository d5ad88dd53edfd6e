import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { StartFailure } from "../failure";

/** What a process does with the embedded database: all of Highwater, one half of it, or only a look into it. */
export type Part = "all" | "web" | "worker" | "visitor";

// The first number is ours; the second tells the locks apart.
const space = 4_815;
const locks = { inUse: 1, web: 2, worker: 3 };

const patienceMs = 2_000;

/**
 * Claims a part of the embedded database for as long as the session lives; a killed process loses its claim with its
 * session. Returns false when another process is about to stop the server. Throws a StartFailure that names the
 * process which already does this part.
 */
export async function claim(session: pg.Client, part: Part): Promise<boolean> {
  if (!(await tryLock(session, "pg_try_advisory_lock_shared", locks.inUse))) return false;
  const wanted = part === "all" ? [locks.web, locks.worker] : part === "visitor" ? [] : [locks[part]];
  // The session of a process that was killed a moment ago may not have ended yet.
  const deadline = Date.now() + patienceMs;
  for (const lock of wanted) {
    while (!(await tryLock(session, "pg_try_advisory_lock", lock))) {
      if (Date.now() > deadline) throw new StartFailure("alreadyRunning", await whoHolds(session, lock));
      await sleep(100);
    }
  }
  await announce(session, "");
  return true;
}

/** Tells later starts where this process can be found. `address` may be empty. */
export async function announce(session: pg.Client, address: string): Promise<void> {
  const text = `process ${process.pid}${address && ` at ${address}`}`
    .replace(/[^\x20-\x7e']/g, "")
    .slice(0, 63);
  await session.query(`select set_config('application_name', $1, false)`, [text]);
}

/**
 * Gives the claim back. Returns true when no other process uses the server: it is then ours to stop, and nobody can
 * claim it while the session lives.
 */
export async function giveBack(session: pg.Client): Promise<boolean> {
  await session.query("select pg_advisory_unlock_all()");
  return tryLock(session, "pg_try_advisory_lock", locks.inUse);
}

async function tryLock(session: pg.Client, lockFunction: string, lock: number): Promise<boolean> {
  const { rows } = await session.query<{ got: boolean }>(`select ${lockFunction}($1::int, $2::int) as got`, [
    space,
    lock,
  ]);
  return rows[0]?.got === true;
}

async function whoHolds(session: pg.Client, lock: number): Promise<string> {
  const { rows } = await session.query<{ who: string }>(
    `select application_name as who from pg_stat_activity join pg_locks using (pid)
      where locktype = 'advisory' and classid = $1 and objid = $2 and granted limit 1`,
    [space, lock],
  );
  const what = lock === locks.worker ? "a Highwater worker" : "Highwater";
  const who = rows[0]?.who ? ` (${rows[0].who})` : "";
  return (
    `With this data folder ${what} already runs${who}: stop it first, or give this one a folder of its own with ` +
    "HIGHWATER_DATA_DIR, or give both one DATABASE_URL."
  );
}
