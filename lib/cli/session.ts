import { resolve } from "node:path";
import { databaseNow } from "../core/clock";
import { type Context, systemContext } from "../core/context";
import { database } from "../core/database";
import { dataFolder } from "../core/env";
import { closePool, pool } from "../core/pool";
import { Refusal } from "../core/refusal";
import { type OpenDatabase, openDatabase } from "../start/database";
import { StartFailure } from "../start/failure";
import { pendingMigrations } from "../start/migrations";
import { takeSettings } from "../start/settings";

/**
 * The path of a file as it was typed, from the folder in which the command was typed. To be asked before
 * `readSettings` moves into the project's folder.
 */
export function typedPath(path: string): string {
  const { npm_lifecycle_event: script, INIT_CWD: folder } = process.env;
  // `npm run highwater` has moved before it ran us, and tells where it was typed.
  return resolve(script === "highwater" && folder ? folder : process.cwd(), path);
}

/** Takes over the settings that a start would take: the project's folder, `.env`, the data folder. */
export function readSettings(): void {
  takeSettings();
  process.env.HIGHWATER_DATA_DIR = resolve(dataFolder());
}

/** Opens the database as it is, works, and closes it again. Throws a StartFailure where it cannot be had. */
export async function withDatabase<T>(work: (opened: OpenDatabase) => Promise<T>): Promise<T> {
  readSettings();
  const opened = await openDatabase("visitor");
  process.env.DATABASE_URL = opened.url;
  try {
    return await work(opened);
  } finally {
    await closePool();
    await opened.close(10_000);
  }
}

/** As `withDatabase`, for commands that need its schema as this version knows it, in the name of Highwater itself. */
export function withContext<T>(work: (context: Context) => Promise<T>): Promise<T> {
  return withDatabase(async () => {
    if ((await pendingMigrations(pool())).length > 0)
      throw new StartFailure(
        "databaseUnavailable",
        "The database is not ready for this version: run highwater migrate, or start Highwater, first.",
      );
    return work(systemContext(await databaseNow(), "cli"));
  });
}

/** The same moment and door in somebody's name, with no more than their rights. Refuses an address that nobody active has. */
export async function inTheNameOf(context: Context, email: string): Promise<Context> {
  const person = await database().person.findUnique({ where: { email: email.trim().toLowerCase() } });
  if (!person || person.deactivatedAt)
    throw new Refusal("not_found", `Nobody active has the address ${email}.`);
  const { id, name, role } = person;
  return { ...context, actor: { id, name, role, via: "cli" } };
}
