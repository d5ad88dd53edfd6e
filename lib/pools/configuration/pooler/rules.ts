import type { PoolerFacts } from "../../sources/pgbouncer";
import type { ServedServer } from "../../sources/pgbouncer/rules";
import type { Finding } from "../rules";

/** A Postgres server that is a source itself. `reserved` connections are kept back for its operators. */
export type KnownServer = {
  name: string;
  host: string;
  port: number;
  maxConnections: number;
  reserved: number;
};

type Check = Omit<Finding, "value"> & { wrong: (value: string) => boolean };

const isOff = (value: string) => Number.parseFloat(value) === 0;

// What PgBouncer has where nothing is set.
const usualClients = 100;

/**
 * Times are in seconds (https://www.pgbouncer.org/config.html). A change is a whole line of pgbouncer.ini, which knows no
 * comment behind a value: what there is to consider is said before it.
 */
const checks: readonly Check[] = [
  {
    setting: "idle_transaction_timeout",
    level: "warning",
    wrong: isOff,
    says: "A client that is left inside a transaction holds its server connection for ever.",
    change: "idle_transaction_timeout = 60",
  },
  {
    setting: "query_wait_timeout",
    level: "warning",
    wrong: isOff,
    says: "A client waits for a server connection without end, and nobody hears of it.",
    change: "query_wait_timeout = 120",
  },
  {
    setting: "pool_mode",
    level: "note",
    wrong: (value) => value === "session",
    says: "A client has its server connection until it leaves, however little it does: there are never more clients at work than connections. Take transaction mode where no client needs what a session keeps.",
    change: "pool_mode = transaction",
  },
  {
    setting: "query_timeout",
    level: "note",
    wrong: isOff,
    says: "No statement is ever cut off. Set a limit where the server sets none.",
    change: "query_timeout = 60",
  },
  {
    setting: "max_client_conn",
    level: "note",
    wrong: (value) => Number.parseFloat(value) <= usualClients,
    says: "As many clients may connect, and the next one is refused before it could wait: it is the usual value, which a few instances of a service reach together. Each client takes an open file.",
    change: "max_client_conn = 1000",
  },
  {
    setting: "max_db_connections",
    level: "note",
    wrong: isOff,
    says: "Every user of a database has a pool of its own: what they open together has no limit but the server's max_connections. Allow fewer than the server has for it.",
    change: "max_db_connections = 100",
  },
];

/** The settings of a PgBouncer that are looked at. */
export const poolerSettings: readonly string[] = checks.map(({ setting }) => setting);

/**
 * What stands out in a PgBouncer's configuration, warnings first; a database may have other settings of its own. What it
 * may open is compared with the servers that are `known`.
 */
export function poolerFindings(
  { settings, servers = [] }: Pick<PoolerFacts, "settings" | "servers">,
  known: readonly KnownServer[] = [],
): Finding[] {
  const found = checks.flatMap(({ wrong, ...finding }): Finding[] => {
    const value = settings[finding.setting];
    if (value === undefined || !wrong(value)) return [];
    return [{ ...finding, value: isOff(value) ? "off" : value }];
  });
  return [...servers.flatMap((server) => tooMany(server, known)), ...found];
}

function tooMany(server: ServedServer, known: readonly KnownServer[]): Finding[] {
  const { databases, mayOpen } = server;
  const behind = known.find(({ host, port }) => host.toLowerCase() === server.host && port === server.port);
  const available = behind ? Math.max(0, behind.maxConnections - behind.reserved) : mayOpen;
  if (!behind || mayOpen <= available) return [];
  return [
    {
      level: "warning",
      setting: "max_db_connections",
      value: `${mayOpen} together on ${behind.name}`,
      says: `For ${databases === 1 ? "its database" : `its ${databases} databases`} on ${behind.name} PgBouncer may open ${mayOpen} connections, and the server has ${available} for them: it refuses the rest while clients wait. Limit each database there, or give the server more.`,
      change: `max_db_connections = ${Math.max(1, Math.floor(available / databases))}`,
    },
  ];
}
