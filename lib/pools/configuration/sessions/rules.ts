/** What a server sets for the sessions of a role, of a database, or of a role in a database: names with values as written. */
export type SessionSettings = {
  database: string | null;
  role: string | null;
  settings: Readonly<Record<string, string>>;
};

/** A server's settings, what it sets for some sessions, and its ordinary roles; older facts tell the settings alone. */
export type SettingFacts = {
  settings: Readonly<Record<string, string>>;
  sessions?: readonly SessionSettings[] | undefined;
  roles?: readonly string[] | undefined;
};

/** Whose sessions are a pool's; null takes all. */
export type PoolSessions = { database?: string | null | undefined; userName?: string | null | undefined };

/** What a setting comes to for sessions of a role in a database; null is any for which nothing of its own is set. */
export type Effective = {
  database: string | null;
  role: string | null;
  /** An amount with the unit that the server tells the setting in. */
  value: string;
  /** Whether it is the server's own value. */
  own: boolean;
  /** What sets another value for these sessions, up to the word `SET`. */
  alter: string;
};

type Setting = { name: string; unit: string };
type Place = { database: string | null; role: string | null };

const keyOf = ({ database, role }: Place) => JSON.stringify([database, role]);

/**
 * What a setting comes to for each kind of sessions that pools have. Where a pool names no user they are of the server's
 * ordinary roles, or all alike where it has none; where it names no database, of each for which something is set, and of
 * the others. As in Postgres, what is set for a role in a database goes before what is set for the role, that before what
 * is set for the database, for all, and the server's own value (https://www.postgresql.org/docs/current/sql-alterrole.html).
 * Values that cannot be read are left out.
 */
export function effectiveSettings(
  { name, unit }: Setting,
  { settings, sessions = [], roles = [] }: SettingFacts,
  pools: readonly PoolSessions[],
): Effective[] {
  const set = new Map(
    sessions.flatMap((one) => (Object.hasOwn(one.settings, name) ? [[keyOf(one), one] as const] : [])),
  );
  const found = new Map<string, Effective | null>();
  for (const { database = null, userName = null } of pools.length > 0 ? pools : [{}])
    for (const role of userName !== null ? [userName] : roles.length > 0 ? roles : [null])
      for (const place of placesOf(database, role, [...set.values()])) {
        const key = keyOf(place);
        if (found.has(key)) continue;
        const by = goesFirst(place).flatMap((one) => set.get(keyOf(one)) ?? [])[0];
        const value = by ? amountIn(by.settings[name] ?? "", unit) : (settings[name] ?? null);
        const known = value !== null && !Number.isNaN(Number.parseFloat(value));
        found.set(key, known ? { ...place, value, own: !by, alter: alterOf(place, set.has(key)) } : null);
      }
  return [...found.values()].filter((one) => one !== null);
}

function placesOf(database: string | null, role: string | null, set: readonly Place[]): Place[] {
  if (database !== null) return [{ database, role }];
  const special = set.filter((one) => one.database !== null && (one.role === null || one.role === role));
  return [...new Set(special.map((one) => one.database)), null].map((one) => ({ database: one, role }));
}

function goesFirst({ database, role }: Place): Place[] {
  const places = [
    { database, role },
    { database: null, role },
    { database, role: null },
  ];
  return [...places, { database: null, role: null }];
}

/** A role's own value goes before any of a database; one of a role in a database before both. */
function alterOf({ database, role }: Place, isSet: boolean): string {
  if (role === null) return database === null ? "ALTER ROLE ALL" : `ALTER DATABASE ${quoted(database)}`;
  const within = database !== null && isSet ? ` IN DATABASE ${quoted(database)}` : "";
  return `ALTER ROLE ${quoted(role)}${within}`;
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

const unitsIn: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  ms: { us: 0.001, ms: 1, s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 },
  s: { us: 0.000_001, ms: 0.001, s: 1, min: 60, h: 3_600, d: 86_400 },
};

/** A value as somebody wrote it, such as `30s` or `500`, as an amount in a unit; null where it is none. */
export function amountIn(written: string, unit: string): string | null {
  const [, amount, of = ""] = /^\s*(-?\d+(?:\.\d+)?)\s*([a-z]*)\s*$/.exec(written) ?? [];
  const per = of === "" ? 1 : unitsIn[unit]?.[of];
  return amount === undefined || per === undefined ? null : `${Math.round(Number(amount) * per)}${unit}`;
}
