import { existsSync, readdirSync, statfsSync, statSync } from "node:fs";
import { join } from "node:path";
import { countUnsealedOfWhole } from "../../audit/store";
import { sql } from "../../core/database";
import { dataFolder, publicUrl, settings } from "../../core/env";
import { pool } from "../../core/pool";
import { pendingMigrations } from "../migrations";
import type { DatabaseFacts, MachineFacts } from "./rules";

type ServerRow = Pick<
  DatabaseFacts,
  "serverVersion" | "encoding" | "readOnly" | "fsync" | "synchronousCommit"
> & {
  now: Date;
  most: number;
  reserved: number;
  open: number;
};

/** Looks at the database that the pool is connected to. Throws what `pendingMigrations` throws. */
export async function readDatabaseFacts(description: string): Promise<DatabaseFacts> {
  const pending = await pendingMigrations(pool());
  const asked = Date.now();
  const [server] = await sql<ServerRow>(
    `select current_setting('server_version') as "serverVersion", current_setting('server_encoding') as encoding,
       pg_is_in_recovery() or current_setting('default_transaction_read_only') = 'on' as "readOnly",
       current_setting('fsync') = 'on' as fsync, current_setting('synchronous_commit') as "synchronousCommit",
       clock_timestamp() as now, current_setting('max_connections')::int as most,
       current_setting('superuser_reserved_connections')::int as reserved,
       (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as open`,
  );
  if (!server) throw new Error("Postgres told nothing about itself");
  const { now, most, reserved, open, ...told } = server;
  // A schema that is not there yet has nothing more to look at.
  const inside = pending.length > 0 ? nothingInside : await readInside();
  return {
    ...told,
    ...inside,
    description,
    clockSkewSeconds: (now.getTime() - (asked + Date.now()) / 2) / 1000,
    connections: { most, reserved, open },
    poolMax: settings().max,
    pendingMigrations: pending,
  };
}

type Inside = Pick<
  DatabaseFacts,
  "runtimeMayRewriteTrail" | "workerSeenAgo" | "oldestDueWork" | "givenUpWork" | "oldestUnsealed"
>;

const nothingInside: Inside = {
  runtimeMayRewriteTrail: false,
  workerSeenAgo: null,
  oldestDueWork: null,
  givenUpWork: [],
  oldestUnsealed: null,
};

async function readInside(): Promise<Inside> {
  const [[row], { waitingSeconds }, givenUpWork] = await Promise.all([
    sql<Omit<Inside, "givenUpWork" | "oldestUnsealed">>(
      `select has_table_privilege('audit_event', 'UPDATE') as "runtimeMayRewriteTrail",
         (select extract(epoch from clock_timestamp() - max(seen_at))::float8 from worker_process) as "workerSeenAgo",
         (select extract(epoch from clock_timestamp() - min(due_at))::float8 from work
            where finished_at is null and failed_at is null and due_at < clock_timestamp()) as "oldestDueWork"`,
    ),
    countUnsealedOfWhole(),
    sql<Inside["givenUpWork"][number]>(
      `select kind, count(*)::int as count, left((array_agg(last_error order by failed_at desc))[1], 200) as "lastError"
       from work where failed_at > clock_timestamp() - interval '7 days' group by kind order by kind`,
    ),
  ]);
  return { ...nothingInside, ...row, oldestUnsealed: waitingSeconds, givenUpWork };
}

/** Looks at the machine and the settings. */
export function readMachineFacts(): MachineFacts {
  const secrets = join(dataFolder(), "secrets");
  const files = existsSync(secrets) ? readdirSync(secrets).map((name) => join(secrets, name)) : [];
  return {
    address: publicUrl(),
    freeBytes: existsSync(dataFolder()) ? free(dataFolder()) : null,
    openSecrets: files.filter((path) => (statSync(path).mode & 0o077) !== 0),
  };
}

function free(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
