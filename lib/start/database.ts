import { relative } from "node:path";
import { connectTo, placeOf } from "./connect";
import { embeddedFolder } from "./folders";
import { grantRuntimeRights } from "./grants";
import { migrate } from "./migrations";
import type { Part } from "./postgres/claim";
import { type OnLoss, openEmbedded } from "./postgres/embedded";

/** The database as a process uses it. Addresses contain passwords: never print them. */
export type OpenDatabase = {
  url: string;
  ownerUrl: string;
  /** What it is and where, for people; without secrets. */
  description: string;
  announce(address: string): Promise<void>;
  /** Says what became of the server. */
  close(deadlineMs: number): Promise<string>;
};

/**
 * Opens the database that the environment names with DATABASE_URL (and DATABASE_OWNER_URL for migrations), else the
 * embedded one in the data folder. Throws a StartFailure that says what is wrong and what to do.
 */
export async function openDatabase(part: Part, onLoss?: OnLoss): Promise<OpenDatabase> {
  const given = process.env.DATABASE_URL;
  return given ? openGiven(given) : openOwn(part, onLoss);
}

/** Applies what is missing of the schema and gives the runtime role its rights; returns what was applied. */
export async function prepareSchema(database: OpenDatabase): Promise<string[]> {
  const { applied } = await migrate(database.ownerUrl);
  await grantRuntimeRights(database.ownerUrl, decodeURIComponent(new URL(database.url).username));
  return applied;
}

async function openGiven(url: string): Promise<OpenDatabase> {
  const probe = await connectTo(url, "DATABASE_URL");
  await probe.end();
  return {
    url,
    ownerUrl: process.env.DATABASE_OWNER_URL ?? url,
    description: `Postgres at ${placeOf(url)}`,
    announce: async () => {},
    close: async () => "left as it was",
  };
}

async function openOwn(part: Part, onLoss?: OnLoss): Promise<OpenDatabase> {
  const folder = embeddedFolder();
  const embedded = await openEmbedded(folder, part, onLoss);
  const shown = relative(process.cwd(), folder);
  return {
    url: embedded.url,
    ownerUrl: embedded.ownerUrl,
    description: `embedded Postgres, ${embedded.wasNew ? "new, " : ""}in ${shown.startsWith("..") ? folder : shown}`,
    announce: embedded.announce,
    close: embedded.close,
  };
}
