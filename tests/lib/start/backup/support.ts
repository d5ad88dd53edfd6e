import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { sealTrail } from "@/lib/audit/store";
import { uploadImport } from "@/lib/documents/imports/commands";
import { correctEntry } from "@/lib/incidents/timeline/commands";
import { type BackupOrder, backUp } from "@/lib/start/backup/back-up";
import { type RestoreOrder, restore } from "@/lib/start/backup/restore";
import { dropDatabase, emptyDatabase, type TestDatabase, type TestServer } from "../../../support/postgres";
import {
  inviteGuest,
  makeWorld,
  openScene,
  report,
  restrictedScene,
  type Scene,
} from "../../../support/world";
import { sign } from "../../reviews/story";

/** The key that signs heads and certificates in these tests. */
export const key = generateKeyPairSync("ed25519").privateKey;
process.env.HIGHWATER_SIGNING_KEY = key.export({ type: "pkcs8", format: "pem" }).toString();

/** The database of the test file, as the product sees it. */
export const own = () => ({
  url: process.env.DATABASE_URL ?? "",
  ownerUrl: process.env.DATABASE_OWNER_URL ?? "",
});

const folder = mkdtempSync(join(tmpdir(), "highwater-backup-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;

/** A path for a file that is not there yet, in a folder that goes with the test file. */
export function newPath(name = "test.backup"): string {
  files += 1;
  return join(folder, `${files}-${name}`);
}

/** Backs the test file's database up, or that of the order. */
export async function backedUp(order: Partial<BackupOrder> = {}): Promise<string> {
  const { file } = await backUp({ url: own().url, file: newPath(), ...order });
  return file;
}

/** Does something with a database that has not even a schema, and drops it. */
export async function withEmpty<T>(
  work: (
    database: TestDatabase,
    into: (file: string, more?: Partial<RestoreOrder>) => RestoreOrder,
  ) => Promise<T>,
  server: TestServer = inject("testServer"),
): Promise<T> {
  const database = await emptyDatabase(server);
  try {
    return await work(database, (file, more) => ({
      ...{ file, url: database.url, ownerUrl: database.ownerUrl },
      ...more,
    }));
  } finally {
    await dropDatabase(server, database.name);
  }
}

/** Asks a database something. */
export async function ask<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** The tables in a database, by name. */
export async function tablesIn(url: string): Promise<string[]> {
  const rows = await ask<{ name: string }>(
    url,
    "select tablename as name from pg_tables where schemaname = 'public' order by 1",
  );
  return rows.map(({ name }) => name);
}

/** Fills the test file's database: two incidents with everything, a signed document, an import, a sealed trail. */
export async function tellStory(): Promise<Scene> {
  const world = await makeWorld();
  const scene = await openScene(world);
  await restrictedScene(world);
  const { ben, lea, ada, omar, incident } = scene;
  await correctEntry(ben, {
    ref: incident.ref,
    entryId: incident.entryId,
    version: 1,
    text: "A line\n\\.\nand a tab\there, a backslash \\N, ümläut, 漢字, 🚢.\r\n",
    at: "07:30",
    kind: "finding",
    reason: "It said too little.",
  });
  await sign(ben, incident.ref, "prepared");
  await sign(lea, incident.ref, "reviewed");
  await sign(ada, incident.ref, "approved");
  await uploadImport(ben, report());
  await inviteGuest({ ...world, omar });
  while ((await sealTrail(ben.now)) > 0);
  return scene;
}

/** Restores a file into a new database and hands it over. */
export async function withRestored<T>(
  file: string,
  work: (database: TestDatabase) => Promise<T>,
  server?: TestServer,
): Promise<T> {
  return withEmpty(async (database, into) => {
    await restore(into(file));
    return work(database);
  }, server);
}
