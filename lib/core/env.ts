import { z } from "zod";
import { type AllowedHost, readAllowedHosts } from "./private-hosts";
import { singleton } from "./singleton";

const wholeNumber = (
  name: string,
  least: number,
  most: number,
  fallback: number,
  zero = "0 would wait for ever",
) =>
  z
    .string()
    .default(String(fallback))
    .transform((text, check) => {
      const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
      if (Number.isInteger(value) && value >= least && value <= most) return value;
      const why = value === 0 ? zero : `it is "${text}"`;
      check.addIssue({
        code: "custom",
        message: `${name} must be a whole number from ${least} to ${most}; ${why}`,
      });
      return z.NEVER;
    });

/** Of a connection address, what `pg` takes before our own settings: with these a session would run without its guards. */
const OVERRIDING = [
  "options",
  "statement_timeout",
  "lock_timeout",
  "idle_in_transaction_session_timeout",
  "query_timeout",
  "client_encoding",
  "replication",
];

const variables = z.object({
  DATABASE_URL: z
    .string({
      error:
        "DATABASE_URL is missing: the address of the Postgres database, postgres://user:password@host/name",
    })
    .regex(/^postgres(ql)?:\/\//, "DATABASE_URL must begin with postgres:// or postgresql://")
    .superRefine((url, check) => {
      const message = refusedParameters(url, "DATABASE_URL");
      if (message) check.addIssue({ code: "custom", message });
    }),
  HIGHWATER_POOL_MAX: wholeNumber("HIGHWATER_POOL_MAX", 2, 200, 10),
  HIGHWATER_POOL_ACQUIRE_TIMEOUT_MS: wholeNumber("HIGHWATER_POOL_ACQUIRE_TIMEOUT_MS", 100, 60_000, 5_000),
  HIGHWATER_POOL_IDLE_TIMEOUT_MS: wholeNumber("HIGHWATER_POOL_IDLE_TIMEOUT_MS", 1_000, 3_600_000, 30_000),
  HIGHWATER_POOL_MAX_LIFETIME_S: wholeNumber("HIGHWATER_POOL_MAX_LIFETIME_S", 30, 86_400, 1_800),
  HIGHWATER_STATEMENT_TIMEOUT_MS: wholeNumber("HIGHWATER_STATEMENT_TIMEOUT_MS", 100, 600_000, 15_000),
  HIGHWATER_IDLE_IN_TRANSACTION_TIMEOUT_MS: wholeNumber(
    "HIGHWATER_IDLE_IN_TRANSACTION_TIMEOUT_MS",
    100,
    600_000,
    10_000,
  ),
  HIGHWATER_HOLD_WARNING_MS: wholeNumber("HIGHWATER_HOLD_WARNING_MS", 50, 600_000, 10_000),
});

/** The settings of the database pool. Times in milliseconds, except where the name says seconds. */
export type PoolSettings = {
  databaseUrl: string;
  max: number;
  acquireTimeoutMs: number;
  idleTimeoutMs: number;
  maxLifetimeSeconds: number;
  statementTimeoutMs: number;
  idleInTransactionTimeoutMs: number;
  holdWarningMs: number;
};

/** Thrown at start when the environment cannot be used; the message says which setting and why. */
export class BadEnvironment extends Error {}

/** Why a database address cannot be used as it is: the parameters in it that would switch our guards off; null when there are none. */
export function refusedParameters(url: string, name: string): string | null {
  // Not through URL: an address without a host is none, and `pg` reads its parameters all the same.
  const query = url.split("#")[0]?.split("?").slice(1).join("?") ?? "";
  const refused = OVERRIDING.filter((parameter) => new URLSearchParams(query).has(parameter));
  if (refused.length === 0) return null;
  return `${name} must not set ${refused.join(", ")}: Highwater sets this for each session itself. Take it out of the address; time-outs have settings of their own.`;
}

/** Reads the pool's settings. Throws `BadEnvironment` naming every missing or absurd value; none is guessed. */
export function poolSettings(source: Record<string, string | undefined> = process.env): PoolSettings {
  const read = variables.safeParse(source);
  if (!read.success) throw new BadEnvironment(read.error.issues.map((issue) => issue.message).join("\n"));
  const set = read.data;
  return {
    databaseUrl: set.DATABASE_URL,
    max: set.HIGHWATER_POOL_MAX,
    acquireTimeoutMs: set.HIGHWATER_POOL_ACQUIRE_TIMEOUT_MS,
    idleTimeoutMs: set.HIGHWATER_POOL_IDLE_TIMEOUT_MS,
    maxLifetimeSeconds: set.HIGHWATER_POOL_MAX_LIFETIME_S,
    statementTimeoutMs: set.HIGHWATER_STATEMENT_TIMEOUT_MS,
    idleInTransactionTimeoutMs: set.HIGHWATER_IDLE_IN_TRANSACTION_TIMEOUT_MS,
    holdWarningMs: set.HIGHWATER_HOLD_WARNING_MS,
  };
}

/** How many API requests a key may send a minute, in each process. Throws `BadEnvironment` for what makes no sense. */
export function apiRatePerMinute(source: Record<string, string | undefined> = process.env): number {
  const name = "HIGHWATER_API_RATE_PER_MINUTE";
  return readNumber(name, wholeNumber(name, 1, 10_000_000, 600, "0 would refuse everything"), source);
}

/** How long a start waits for the database, in milliseconds. Throws `BadEnvironment` for what makes no sense. */
export function databaseWaitMs(source: Record<string, string | undefined> = process.env): number {
  const name = "HIGHWATER_DATABASE_WAIT_MS";
  return readNumber(name, wholeNumber(name, 1, 600_000, 10_000, "0 would not wait at all"), source);
}

/** How many proxies in front are to be believed, null where nothing is set. Throws `BadEnvironment` for what is no number. */
export function proxiesInFront(given = process.env.HIGHWATER_TRUSTED_PROXIES ?? ""): number | null {
  if (given === "") return null;
  if (/^\d{1,2}$/.test(given)) return Number(given);
  throw new BadEnvironment(
    `HIGHWATER_TRUSTED_PROXIES must be how many proxies stand in front, from 0 to 99; it is "${given}".`,
  );
}

/**
 * The hosts in private networks that Highwater may ask where people name the address, such as a health check's:
 * `HIGHWATER_PRIVATE_HOSTS`, none unless set. Throws `BadEnvironment` naming the entries that say nothing.
 */
export function privateHosts(given = process.env.HIGHWATER_PRIVATE_HOSTS ?? ""): readonly AllowedHost[] {
  const { allowed, wrong } = readAllowedHosts(given);
  if (wrong.length === 0) return allowed;
  throw new BadEnvironment(
    `HIGHWATER_PRIVATE_HOSTS must be host names, *.example.org, addresses or networks, separated by commas, each with :port or without; it has ${wrong.map((entry) => `"${entry}"`).join(", ")}.`,
  );
}

/** The folder that holds the embedded database and the secrets. */
export function dataFolder(): string {
  return process.env.HIGHWATER_DATA_DIR ?? `${process.cwd()}/.data`;
}

/**
 * How long a process that was told to stop goes on serving while `/api/ready` says 503, so that a balancer takes it out
 * first: `HIGHWATER_DRAIN_GRACE_MS`, none unless set. Throws `BadEnvironment` on an absurd value.
 */
export function drainGraceMs(source: Record<string, string | undefined> = process.env): number {
  const name = "HIGHWATER_DRAIN_GRACE_MS";
  return readNumber(name, wholeNumber(name, 0, 60_000, 0), source);
}

function readNumber(
  name: string,
  schema: ReturnType<typeof wholeNumber>,
  source: Record<string, string | undefined>,
): number {
  const read = schema.safeParse(source[name]);
  if (!read.success) throw new BadEnvironment(read.error.issues.map((issue) => issue.message).join("\n"));
  return read.data;
}

/** The address under which people reach Highwater, without a slash at the end. */
export function publicUrl(): string {
  const { HIGHWATER_URL, HOST, PORT } = process.env;
  const given = HIGHWATER_URL ?? addressOf(HOST || "0.0.0.0", PORT ?? "3000");
  return given.replace(/\/+$/, "");
}

/** The address of what listens there, as people on the same machine write it. */
export function addressOf(host: string, port: number | string): string {
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

/** Whether this is the demo: pages then say that everything in them is made up. */
export const isSampleWorkspace = (): boolean => process.env.HIGHWATER_SAMPLE === "1";

/** The pool's settings, read once per process. */
export const settings = () => singleton("settings", () => poolSettings());
