import pg from "pg";

/** Takes the statistics of every table anew, as autovacuum would: the runtime role may not. */
export async function analyze(): Promise<void> {
  const owner = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });
  await owner.connect();
  try {
    await owner.query("analyze");
  } finally {
    await owner.end();
  }
}
