import { join } from "node:path";
import pg from "pg";
import { clusterIn } from "../../lib/start/postgres/cluster";
import { readPasswords } from "../../lib/start/postgres/passwords";
import { readPidFile } from "../../lib/start/postgres/pid-file";
import type { Launched } from "./product";

/** The embedded Postgres of a product that runs: its process, and its addresses for each role. */
export type ProductDatabase = { pid: number; url: string; ownerUrl: string; superuserUrl: string };

/** Reads where the embedded Postgres below a product's data folder runs. Throws when it does not. */
export function databaseOf({ dataFolder }: Pick<Launched, "dataFolder">): ProductDatabase {
  const folder = join(dataFolder, "postgres");
  const file = readPidFile(clusterIn(folder));
  if (!file?.port) throw new Error(`No Postgres runs in ${folder}.`);
  const { superuser, owner, app } = readPasswords(folder);
  const address = (role: string, password: string) =>
    `postgresql://${role}:${password}@127.0.0.1:${file.port}/highwater`;
  return {
    pid: file.pid,
    url: address("highwater_app", app),
    ownerUrl: address("highwater_owner", owner),
    superuserUrl: address("postgres", superuser),
  };
}

/** Runs `work` on a connection of the superuser's to a product's database. */
export async function withDatabaseOf<T>(
  product: Pick<Launched, "dataFolder">,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionString: databaseOf(product).superuserUrl,
    connectionTimeoutMillis: 10_000,
  });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
