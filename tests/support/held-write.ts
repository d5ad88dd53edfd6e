import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

/** Where a write is held: nothing of it is kept yet, or it is kept and its process was not told so. */
export type Moment = "before its commit" | "between its commit and the answer";

/** A write that is held by the database, so that its process can be killed in its midst. */
export type HeldWrite = {
  /** Waits until the next write to the table is held, and gives the pid of the backend that does it. */
  caught(): Promise<number>;
  /** Lets everything go on, also what was never caught. */
  release(): Promise<void>;
};

const deadlineMs = 30_000;

/**
 * Holds the next write to a table of the database at this address of a superuser's. A commit is held by waiting for a
 * standby that is not there: the database must have `synchronous_commit = on`, and all its commits wait meanwhile.
 */
export async function holdWrite(superuserUrl: string, table: string, moment: Moment): Promise<HeldWrite> {
  const open = () => connected(superuserUrl);
  const [holder, watcher, prober] = [await open(), await open(), await open()];
  await holder.query("begin");
  await holder.query(`lock table ${table} in share mode`);
  const { pid: holding } = await rowOf(holder, "select pg_backend_pid() as pid");
  let probing: Promise<void> | null = null;
  let released = false;

  const isAtCommit = "select pid from pg_stat_activity where pid = $1 and wait_event = 'SyncRep'";
  const holdCommits = async () => {
    await watcher.query("alter system set synchronous_standby_names = 'nobody'");
    await watcher.query("select pg_reload_conf()");
    const { pid } = await rowOf(prober, "select pg_backend_pid() as pid");
    // The server heeds it a moment later: as soon as a commit of our own hangs.
    const probe = async () => {
      while (!released) await prober.query("select pg_logical_emit_message(true, 'held', '')");
    };
    probing = probe();
    await until(watcher, isAtCommit, [pid]);
  };
  return {
    async caught() {
      const behind =
        "select pid from pg_locks where relation = $1::regclass and not granted and $2 = any (pg_blocking_pids(pid))";
      const pid = await until(watcher, behind, [table, holding]);
      if (moment === "before its commit") return pid;
      await holdCommits();
      await holder.query("rollback");
      return until(watcher, isAtCommit, [pid]);
    },
    async release() {
      released = true;
      await holder.query("rollback");
      await watcher.query("alter system reset synchronous_standby_names");
      await watcher.query("select pg_reload_conf()");
      await probing;
      for (const client of [holder, watcher, prober]) await client.end();
    },
  };
}

async function connected(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
  await client.connect();
  return client;
}

type Row = { pid: number };

async function rowOf(client: pg.Client, query: string): Promise<Row> {
  const [row] = (await client.query<Row>(query)).rows;
  if (!row) throw new Error(`No row: ${query}`);
  return row;
}

async function until(client: pg.Client, query: string, values: unknown[]): Promise<number> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const [row] = (await client.query<Row>(query, values)).rows;
    if (row) return row.pid;
    if (Date.now() > deadline) throw new Error(`Nothing was held: ${query}`);
    await sleep(20);
  }
}
