import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { sealTrail } from "@/lib/audit/store";
import { uploadImport } from "@/lib/documents/imports/commands";
import { addAttachment } from "@/lib/incidents/attachments/commands";
import { addEntry, correctEntry } from "@/lib/incidents/timeline/commands";
import { keepPartitions, rollUpSamples } from "@/lib/pools/roll-ups/store";
import { writeSamples } from "@/lib/pools/samples/store";
import { type BackupOrder, backUp } from "@/lib/start/backup/back-up";
import { type RestoreOrder, restore } from "@/lib/start/backup/restore";
import { png } from "../../../support/files";
import { dropDatabase, emptyDatabase, type TestDatabase, type TestServer } from "../../../support/postgres";
import {
  inviteGuest,
  makeWorld,
  openScene,
  report,
  restrictedScene,
  type Scene,
} from "../../../support/world";
import { makeSeries, sample } from "../../pools/support";
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
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
     and not relispartition order by relname::text collate "C"`,
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
  // Every byte that there is.
  const bytes = Buffer.concat([png(2, 1), Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))]);
  const file = { ref: incident.ref, fileName: "every byte.png", content: bytes.toString("base64") };
  const attachments = [{ id: (await addAttachment(ben, file)).id }];
  await addEntry(ben, { ref: incident.ref, text: "as seen here", attachments });
  await sign(ben, incident.ref, "prepared");
  await sign(lea, incident.ref, "reviewed");
  await sign(ada, incident.ref, "approved");
  await uploadImport(ben, report());
  await inviteGuest({ ...world, omar });
  await watchPool(ben.now);
  while ((await sealTrail(ben.now)) > 0);
  return scene;
}

/** Samples of a pool, in a partition and in the rest, and their roll-ups. */
async function watchPool(now: Date): Promise<void> {
  const { seriesId } = await makeSeries();
  await keepPartitions(now);
  const days = (count: number) => new Date(now.getTime() - count * 86_400_000);
  await writeSamples(
    [sample(seriesId, now, { used: 41, max: 50 }), sample(seriesId, days(9), { used: 3 })],
    now,
  );
  await rollUpSamples(now);
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
