import pg from "pg";

const uuid = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

/** What another telling makes anew: secrets and what is hashed over ids. */
const madeAnew = new Set(["token_hash", "password_hash", "audit_seal.hash", "sealed_at"]);

/** Every row of every table as text, by table and in no order, with ids and what is random taken out. */
export async function contentsOf(ownerUrl: string): Promise<Record<string, string[]>> {
  const client = new pg.Client({ connectionString: ownerUrl, options: "-c timezone=UTC" });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select table_name as name from information_schema.tables
        where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like '\\_prisma%' order by 1`,
    );
    const contents: Record<string, string[]> = {};
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: Record<string, unknown> }>(
        `select to_jsonb(t) as row from "${name}" t`,
      );
      if (rows.length > 0) contents[name] = rows.map(({ row }) => rowText(name, row)).sort();
    }
    return contents;
  } finally {
    await client.end();
  }
}

function rowText(table: string, row: Record<string, unknown>): string {
  const kept = Object.entries(row).filter(
    ([column]) => !madeAnew.has(column) && !madeAnew.has(`${table}.${column}`),
  );
  return JSON.stringify(Object.fromEntries(kept)).replace(uuid, "(id)");
}
