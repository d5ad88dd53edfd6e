import type { ServerFacts } from "../sources/postgres";

/** One thing in a server's configuration that lets a pool run dry, or lets it go unnoticed, and what to set. */
export type Finding = {
  level: "warning" | "note";
  /** The setting, or what is compared. */
  setting: string;
  /** What it is, as the server says it. */
  value: string;
  says: string;
  /** The statement that changes it, where there is one. */
  change: string | null;
};

/** A pool of the server, as far as its configuration is concerned. */
export type ConfiguredPool = { name: string; declaredMax: number | null };

type Check = {
  setting: string;
  level: Finding["level"];
  wrong: (amount: number) => boolean;
  says: string;
  change: string;
  /** What nought means, where it does not mean 'off'. */
  nought?: string;
};

/** Amounts are in the unit that the server tells the setting in: milliseconds, keep-alives in seconds. */
const checks: readonly Check[] = [
  {
    setting: "idle_in_transaction_session_timeout",
    level: "warning",
    wrong: (ms) => ms === 0,
    says: "A session that is left inside a transaction holds its connection, and its locks, for ever.",
    change: "ALTER SYSTEM SET idle_in_transaction_session_timeout = '60s'",
  },
  {
    setting: "idle_in_transaction_session_timeout",
    level: "note",
    wrong: (ms) => ms > 600_000,
    says: "A session that is left inside a transaction is ended only after more than ten minutes.",
    change: "ALTER SYSTEM SET idle_in_transaction_session_timeout = '60s'",
  },
  {
    setting: "statement_timeout",
    level: "note",
    wrong: (ms) => ms === 0,
    says: "No statement is ever cut off. Set a limit for the roles of applications, not for everybody: backups take long.",
    change: "ALTER ROLE application SET statement_timeout = '30s'",
  },
  {
    setting: "lock_timeout",
    level: "note",
    wrong: (ms) => ms === 0,
    says: "A statement waits for a lock without end, with its connection in hand.",
    change: "ALTER ROLE application SET lock_timeout = '10s'",
  },
  {
    setting: "tcp_keepalives_idle",
    level: "note",
    wrong: (seconds) => seconds === 0 || seconds >= 7_200,
    nought: "the system's default",
    says: "A client whose machine is gone keeps its connection until the system asks whether it is still there: on Linux after two hours, unless it was set otherwise.",
    change: "ALTER SYSTEM SET tcp_keepalives_idle = '60s'",
  },
];

/** The settings of a server that are looked at, each once. */
export const serverSettings: readonly string[] = [
  ...new Set(["max_connections", ...checks.map(({ setting }) => setting)]),
];

/**
 * What stands out in a server's configuration, warnings first. Settings are the server's own: a role or a client may set
 * others for itself.
 */
export function configurationFindings(
  facts: Pick<ServerFacts, "maxConnections" | "reserved" | "settings">,
  pools: readonly ConfiguredPool[],
): Finding[] {
  const found = checks.flatMap(({ setting, level, wrong, says, change, nought = "off" }): Finding[] => {
    const value = facts.settings[setting];
    const amount = Number.parseFloat(value ?? "");
    return value === undefined || Number.isNaN(amount) || !wrong(amount)
      ? []
      : [{ level, setting, value: amount === 0 ? nought : value, says, change }];
  });
  return [...limitFindings(facts, pools), ...found].sort(
    (a, b) => Number(a.level === "note") - Number(b.level === "note"),
  );
}

function limitFindings(
  { maxConnections, reserved }: Pick<ServerFacts, "maxConnections" | "reserved">,
  pools: readonly ConfiguredPool[],
): Finding[] {
  const declared = pools.flatMap(({ name, declaredMax }) =>
    declaredMax === null ? [] : [{ name, declaredMax }],
  );
  const available = Math.max(0, maxConnections - reserved);
  const sum = declared.reduce((total, { declaredMax }) => total + declaredMax, 0);
  if (sum <= available) return [];
  const [largest] = declared.toSorted((a, b) => b.declaredMax - a.declaredMax);
  const alone =
    largest && largest.declaredMax > available
      ? `${largest.name} alone`
      : "The pools of this server together";
  const opens = largest && largest.declaredMax > available ? largest.declaredMax : sum;
  return [
    {
      level: "warning",
      setting: "max_connections",
      value: `${maxConnections}, of which ${reserved} are reserved`,
      says: `${alone} may open ${opens} connections, and the server has ${available} for them: it refuses the rest before a pool is full.`,
      change: `ALTER SYSTEM SET max_connections = ${opens + reserved} -- and restart; or make the pools smaller, or put a pooler between`,
    },
  ];
}
