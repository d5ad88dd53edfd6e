import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { databaseWaitMs, refusedParameters } from "../core/env";
import { StartFailure } from "./failure";

const oldestServer = 150_000;

/** Conditions that pass by themselves: nobody listens yet, the name is not known yet, starting up, shutting down. */
const passing = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EAI_AGAIN", "57P01", "57P03"]);

/**
 * Opens one connection in UTC, trying again while the server starts up. Throws a StartFailure that names the setting
 * `name`, says what is wrong and what to do, and never shows the password.
 */
export async function connectTo(url: string, name: string, waitMs = databaseWaitMs()): Promise<pg.Client> {
  const deadline = Date.now() + waitMs;
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol)) {
    throw new StartFailure(
      "databaseUnavailable",
      `${name} must look like postgresql://user:password@host:5432/name.`,
    );
  }
  const refused = refusedParameters(url, name);
  if (refused) throw new StartFailure("databaseUnavailable", refused);
  for (;;) {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: Math.max(deadline - Date.now(), 250),
      application_name: "highwater start",
      options: "-c timezone=UTC",
    });
    // Without a listener a session that the server ends would end this process.
    client.on("error", () => {});
    try {
      await client.connect();
      await refuseOldServer(client, url);
      return client;
    } catch (error) {
      await client.end().catch(() => {});
      if (error instanceof StartFailure) throw error;
      if (!passing.has(codeOf(error)) || Date.now() + 250 > deadline) {
        throw new StartFailure("databaseUnavailable", explain(error, url, name, waitMs));
      }
      await sleep(200);
    }
  }
}

/** Where a database is, without who and how: `host:port/name`. */
export function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname || "localhost"}:${port || "5432"}${pathname}`;
}

async function refuseOldServer(client: pg.Client, url: string): Promise<void> {
  const { rows } = await client.query<{ number: number; text: string }>(
    "select current_setting('server_version_num')::int as number, current_setting('server_version') as text",
  );
  const version = rows[0];
  if (version && version.number >= oldestServer) return;
  throw new StartFailure(
    "databaseUnavailable",
    `Postgres at ${placeOf(url)} is version ${version?.text}; Highwater needs 15 or newer.`,
  );
}

/** The code of a failed connection; of several addresses tried, that of the first. */
function codeOf(error: unknown): string {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  return (first as { code?: string } | undefined)?.code ?? "";
}

function explain(error: unknown, url: string, name: string, waitMs: number): string {
  const place = placeOf(url);
  const { hostname, username, pathname } = new URL(url);
  const message = error instanceof Error ? error.message : String(error);
  switch (codeOf(error)) {
    case "ECONNREFUSED":
      return `Nothing answers at ${place}: start Postgres there, or correct ${name}.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `The host ${hostname} is not known: correct ${name}.`;
    case "28P01":
      return `Postgres at ${place} rejects the password of ${username}: correct ${name}.`;
    case "28000":
      return `Postgres at ${place} does not let ${username} in (${message}): allow it in pg_hba.conf, or correct ${name}.`;
    case "3D000":
      return `Postgres at ${place} has no database ${pathname.slice(1)}: create it, or correct ${name}.`;
    case "53300":
      return `Postgres at ${place} has no connection left: raise max_connections there, or end what holds them.`;
    case "57P03":
      return `Postgres at ${place} is still starting up or shutting down after ${waitMs / 1000} s: look into its log and start again.`;
  }
  if (/timeout/i.test(message)) {
    return `Postgres at ${place} does not answer within ${waitMs / 1000} s: is a firewall in between, or is ${name} wrong?`;
  }
  return `Postgres at ${place} cannot be used (${message}): correct ${name}.`;
}
