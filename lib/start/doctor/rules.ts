import { workerSeenSeconds } from "../../core/work";

/** What is good, worth knowing, soon a trouble, or a trouble now. */
export type Level = "ok" | "note" | "warning" | "error";

/** One thing that was looked at: what was found, and what to do about it (empty when nothing). */
export type Finding = { level: Level; about: string; found: string; todo: string };

/** What a database and its worker look like. Ages in seconds, sizes in bytes; null where nothing is known. */
export type DatabaseFacts = {
  description: string;
  serverVersion: string;
  encoding: string;
  readOnly: boolean;
  /** Settings that let a commit be acknowledged before it is safe. */
  fsync: boolean;
  synchronousCommit: string;
  clockSkewSeconds: number;
  connections: { most: number; reserved: number; open: number };
  poolMax: number;
  runtimeMayRewriteTrail: boolean;
  pendingMigrations: readonly string[];
  workerSeenAgo: number | null;
  oldestDueWork: number | null;
  givenUpWork: readonly { kind: string; count: number; lastError: string }[];
  oldestUnsealed: number | null;
};

/** What the machine and the settings look like. */
export type MachineFacts = {
  address: string;
  freeBytes: number | null;
  /** Files with secrets that others on this machine can read. */
  openSecrets: readonly string[];
};

const finding = (level: Level, about: string, found: string, todo = ""): Finding => ({
  level,
  about,
  found,
  todo,
});

const LEAST_FREE_BYTES = 1024 ** 3;
const WORK_LATE_SECONDS = 60;
const SEAL_LATE_SECONDS = 60;
const MOST_SKEW_SECONDS = 2;
/** What a start, a probe, a command line and an operator need beside the pool. */
const SPARE_CONNECTIONS = 6;

/** Judges a database and its worker. */
export function judgeDatabase(facts: DatabaseFacts): Finding[] {
  return [
    finding("ok", "database", `${facts.description}, Postgres ${facts.serverVersion}`),
    ...(facts.pendingMigrations.length > 0 ? [] : [finding("ok", "migrations", "all applied")]),
    ...judgeSafety(facts),
    ...judgeTrail(facts),
    ...judgeConnections(facts),
    ...judgeWork(facts),
  ];
}

function judgeSafety(facts: DatabaseFacts): Finding[] {
  const { pendingMigrations: pending } = facts;
  return [
    pending.length > 0 &&
      finding(
        "error",
        "migrations",
        `${pending.length} to apply, first ${pending[0]}`,
        "Run highwater migrate, or start Highwater.",
      ),
    facts.encoding !== "UTF8" &&
      finding(
        "error",
        "encoding",
        `The database keeps ${facts.encoding}`,
        "Move to a database made with ENCODING 'UTF8'.",
      ),
    facts.readOnly &&
      finding(
        "error",
        "writes",
        "The database takes no writes",
        "Point DATABASE_URL at the primary server, or end default_transaction_read_only.",
      ),
    !facts.fsync &&
      finding(
        "error",
        "durability",
        "fsync is off: a crash may lose or break everything",
        "Set fsync = on in postgresql.conf.",
      ),
    facts.synchronousCommit === "off" &&
      finding(
        "warning",
        "durability",
        "synchronous_commit is off: a crash may lose what was just acknowledged",
        "Set synchronous_commit = on for this database.",
      ),
    Math.abs(facts.clockSkewSeconds) > MOST_SKEW_SECONDS &&
      finding(
        "warning",
        "clocks",
        `The database's clock is ${facts.clockSkewSeconds.toFixed(1)} s off this machine's`,
        "Let both follow the same time server.",
      ),
  ].filter((one) => one !== false);
}

function judgeTrail({ runtimeMayRewriteTrail, oldestUnsealed }: DatabaseFacts): Finding[] {
  return [
    runtimeMayRewriteTrail
      ? finding(
          "warning",
          "audit trail",
          "The role that the product runs as could rewrite the trail; only triggers stand against it",
          "Give migrations a role of their own: DATABASE_OWNER_URL.",
        )
      : finding("ok", "audit trail", "The runtime role can only add to it"),
    oldestUnsealed !== null &&
      oldestUnsealed > SEAL_LATE_SECONDS &&
      finding(
        "warning",
        "audit trail",
        `An event waits for its seal since ${age(oldestUnsealed)}`,
        "See that a worker runs.",
      ),
  ].filter((one) => one !== false);
}

function judgeConnections({ connections: { most, reserved, open }, poolMax }: DatabaseFacts): Finding[] {
  const room = most - reserved;
  const figures = `pool of ${poolMax}, server takes ${most} (${reserved} reserved), ${open} open now`;
  if (poolMax + SPARE_CONNECTIONS > room)
    return [
      finding(
        "error",
        "connections",
        figures,
        `Lower HIGHWATER_POOL_MAX to ${Math.max(2, room - SPARE_CONNECTIONS)} or less, or raise max_connections.`,
      ),
    ];
  if (open > room * 0.8)
    return [
      finding(
        "warning",
        "connections",
        figures,
        "Find out who holds them: select application_name, state, count(*) from pg_stat_activity group by 1, 2.",
      ),
    ];
  return [
    finding(
      "ok",
      "connections",
      `${figures}: room for ${Math.floor((room - SPARE_CONNECTIONS) / poolMax)} processes`,
    ),
  ];
}

function judgeWork(facts: DatabaseFacts): Finding[] {
  const { workerSeenAgo: seen, oldestDueWork: late } = facts;
  const alive = seen !== null && seen <= workerSeenSeconds;
  return [
    alive
      ? finding("ok", "worker", `seen ${age(seen)} ago`)
      : finding(
          "warning",
          "worker",
          seen === null ? "none has reported" : `last seen ${age(seen)} ago`,
          "Start Highwater with npm start, or npm run worker.",
        ),
    late !== null &&
      late > WORK_LATE_SECONDS &&
      finding(
        "warning",
        "work",
        `the oldest piece is ${age(late)} late`,
        alive ? "Look into the log for what fails, or run another worker." : "It waits for a worker.",
      ),
    ...facts.givenUpWork.map(({ kind, count, lastError }) =>
      finding(
        "warning",
        "work",
        `${count} × ${kind} given up in the last week; the last said: ${lastError}`,
        "Mend the cause; what was given up is not tried again.",
      ),
    ),
  ].filter((one) => one !== false);
}

/** Judges settings and machine. */
export function judgeMachine({ address, freeBytes, openSecrets }: MachineFacts): Finding[] {
  const { protocol, hostname } = new URL(address);
  const local = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  return [
    protocol === "https:" || local
      ? finding("ok", "address", `set to ${address}, and not tried`)
      : finding(
          "warning",
          "address",
          `${address} is not encrypted: passwords and sessions can be read on the way`,
          "Put a proxy with TLS in front, and set HIGHWATER_URL to its https address.",
        ),
    freeBytes !== null &&
      (freeBytes < LEAST_FREE_BYTES
        ? finding(
            "error",
            "disk",
            `${gigabytes(freeBytes)} free where the data folder is`,
            "Make room before the database stops.",
          )
        : finding("ok", "disk", `${gigabytes(freeBytes)} free where the data folder is`)),
    openSecrets.length > 0
      ? finding(
          "error",
          "secrets",
          `others on this machine can read ${openSecrets.join(", ")}`,
          `chmod 600 ${openSecrets.join(" ")}`,
        )
      : finding("ok", "secrets", "there, and nobody else can read them"),
  ].filter((one) => one !== false);
}

const gigabytes = (bytes: number) => `${(bytes / 1024 ** 3).toFixed(1)} GB`;

function age(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3_600)} h` : `${Math.round(seconds / 86_400)} days`;
}
