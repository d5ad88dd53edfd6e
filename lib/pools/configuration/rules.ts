import type { ServerFacts } from "../sources/postgres";
import { type Effective, effectiveSettings, type PoolSessions, type SettingFacts } from "./sessions/rules";

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

/** A pool of the server, as far as its configuration is concerned; one that names no database or user has those of all. */
export type ConfiguredPool = PoolSessions & { name: string; declaredMax: number | null };

type Check = {
  setting: string;
  level: Finding["level"];
  wrong: (amount: number) => boolean;
  says: string;
  /** What to set it to, and whether for the whole server or for those whose sessions are meant. */
  to: string;
  of: "server" | "sessions";
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
    ...{ to: "60s", of: "server" },
  },
  {
    setting: "idle_in_transaction_session_timeout",
    level: "note",
    wrong: (ms) => ms > 600_000,
    says: "A session that is left inside a transaction is ended only after more than ten minutes.",
    ...{ to: "60s", of: "server" },
  },
  {
    setting: "statement_timeout",
    level: "note",
    wrong: (ms) => ms === 0,
    says: "No statement is ever cut off. Set a limit for the roles of applications, not for everybody: backups take long.",
    ...{ to: "30s", of: "sessions" },
  },
  {
    setting: "lock_timeout",
    level: "note",
    wrong: (ms) => ms === 0,
    says: "A statement waits for a lock without end, with its connection in hand.",
    ...{ to: "10s", of: "sessions" },
  },
  {
    setting: "tcp_keepalives_idle",
    level: "note",
    wrong: (seconds) => seconds === 0 || seconds >= 7_200,
    nought: "the system's default",
    says: "A client whose machine is gone keeps its connection until the system asks whether it is still there: on Linux after two hours, unless it was set otherwise.",
    ...{ to: "60s", of: "server" },
  },
];

const unitOf = (setting: string) => (setting === "tcp_keepalives_idle" ? "s" : "ms");

/** The settings of a server that are looked at, each once. */
export const serverSettings: readonly string[] = [
  ...new Set(["max_connections", ...checks.map(({ setting }) => setting)]),
];

/** A server as far as its configuration is judged. */
type AuditedServer = Pick<ServerFacts, "maxConnections" | "reserved"> & SettingFacts;

/** What a setting that sessions have comes to for those of some pools. */
const effectiveOf = (setting: string, facts: SettingFacts, pools: readonly PoolSessions[]) =>
  effectiveSettings({ name: setting, unit: unitOf(setting) }, facts, pools);

/**
 * What stands out in a server's configuration for the sessions of its pools, warnings first: what it sets for roles and
 * databases counts as it would for them. What a client sets for itself nobody sees.
 */
export function configurationFindings(facts: AuditedServer, pools: readonly ConfiguredPool[]): Finding[] {
  const found = checks.flatMap((check): Finding[] => {
    const { setting, level, wrong, says, nought = "off" } = check;
    const all = effectiveOf(setting, facts, pools);
    const faulty = all.filter(({ value }) => wrong(Number.parseFloat(value)));
    if (faulty.length === 0) return [];
    const alike = faulty.length === all.length && new Set(all.map(({ value }) => value)).size === 1;
    const shown = faulty.map((one) => (Number.parseFloat(one.value) === 0 ? { ...one, value: nought } : one));
    return [{ level, setting, value: sayEffective(shown, alike), says, change: changeOf(check, faulty) }];
  });
  return [...limitFindings(facts, pools), ...found].sort(
    (a, b) => Number(a.level === "note") - Number(b.level === "note"),
  );
}

/** What a setting comes to for the sessions of a server's pools, in words; null where it is not known. */
export function sessionValue(setting: string, facts: SettingFacts, pools: readonly ConfiguredPool[]) {
  const all = effectiveOf(setting, facts, pools);
  return all.length === 0 ? null : sayEffective(all, new Set(all.map(({ value }) => value)).size === 1);
}

const mostNamed = 3;

function sayEffective(found: readonly Effective[], alike: boolean): string {
  if (alike) return found[0]?.value ?? "";
  const values = [...new Set(found.map(({ value }) => value))];
  const having = (value: string) => found.filter((one) => one.value === value).map(whose);
  return values.map((value) => `${value} for ${named(having(value))}`).join("; ");
}

function whose({ database, role }: Effective): string {
  if (role === null) return database === null ? "others" : `those in ${database}`;
  return database === null ? role : `${role} in ${database}`;
}

function named(names: readonly string[]): string {
  const rest = names.length - mostNamed;
  return rest > 0 ? `${names.slice(0, mostNamed).join(", ")} and ${rest} more` : names.join(", ");
}

/** Statements as they are typed into psql, one after the other; of many roles the first, and the next when those are done. */
function changeOf({ setting, to, of }: Check, faulty: readonly Effective[]): string {
  const ofServer = of === "server" && faulty.some(({ own }) => own);
  const others = faulty.filter(({ own }) => of === "sessions" || !own).map(({ alter }) => alter);
  return [
    ...(ofServer ? [`ALTER SYSTEM SET ${setting} = '${to}'; SELECT pg_reload_conf();`] : []),
    ...[...new Set(others)].slice(0, mostNamed).map((alter) => `${alter} SET ${setting} = '${to}';`),
  ].join(" ");
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
      change: `ALTER SYSTEM SET max_connections = ${opens + reserved}; -- then restart the server; or make the pools smaller, or put a pooler between`,
    },
  ];
}
