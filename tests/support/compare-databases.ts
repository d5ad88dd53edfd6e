import pg from "pg";

type Shape = { name: string; columns: string[]; key: string[]; own: string[] };

/** What two databases hold when they hold the same: how many rows, by table. */
export type Comparison = { differences: string[]; rows: Record<string, number> };

const MOST_NAMED = 20;

/**
 * Compares every row of every table, found by its primary key, and every sequence. Differences are named by table and
 * key, at most twenty a table. `except` are tables whose rows are not compared.
 */
export async function compareDatabases(
  urlA: string,
  urlB: string,
  except: readonly string[] = [],
): Promise<Comparison> {
  const [a, b] = await Promise.all([connect(urlA), connect(urlB)]);
  try {
    const [tablesA, tablesB] = await Promise.all([shapes(a), shapes(b)]);
    const differences: string[] = [];
    const rows: Record<string, number> = {};
    const names = new Set([...tablesA, ...tablesB].map(({ name }) => name));
    for (const name of [...names].filter((one) => !except.includes(one))) {
      const [inA, inB] = [tablesA, tablesB].map((all) => all.find((table) => table.name === name));
      if (!inA || !inB || JSON.stringify(inA) !== JSON.stringify(inB)) {
        differences.push(`${name}: not the same table`);
        continue;
      }
      const [foundA, foundB] = await Promise.all([buckets(a, inA), buckets(b, inA)]);
      rows[name] = [...foundA.values()].reduce((sum, { count }) => sum + count, 0);
      const differing = [...new Set([...foundA.keys(), ...foundB.keys()])].filter(
        (bucket) => foundA.get(bucket)?.hash !== foundB.get(bucket)?.hash,
      );
      if (differing.length > 0) differences.push(...(await named(a, b, inA, differing)));
    }
    const [stateA, stateB] = await Promise.all([sequences(a), sequences(b)]);
    for (const [name, state] of Object.entries(stateA))
      if (stateB[name] !== state) differences.push(`sequence ${name}: ${state} and ${stateB[name]}`);
    return { differences, rows };
  } finally {
    await Promise.all([a.end(), b.end()]);
  }
}

async function connect(url: string): Promise<pg.Client> {
  const options =
    "-c timezone=UTC -c datestyle=ISO -c bytea_output=hex -c extra_float_digits=1 -c statement_timeout=0";
  const client = new pg.Client({ connectionString: url, options });
  await client.connect();
  return client;
}

async function shapes(client: pg.Client): Promise<Shape[]> {
  const { rows } = await client.query<Shape>(
    `select c.relname as name, array_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod) order by a.attnum) as columns,
            array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as own,
            (select array_agg(k.attname::text order by array_position(i.indkey::int2[], k.attnum)) from pg_index i
               join pg_attribute k on k.attrelid = c.oid and k.attnum = any (i.indkey) where i.indrelid = c.oid and i.indisprimary) as key
       from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
      group by c.oid, c.relname order by c.relname`,
  );
  return rows;
}

const keyOf = ({ key }: Shape) =>
  `jsonb_build_array(${key.map((column) => `t.${pg.escapeIdentifier(column)}`).join(", ")})::text`;

// What a database makes of the rest itself follows its own locale.
const rowOf = ({ own }: Shape) =>
  `row(${own.map((column) => `t.${pg.escapeIdentifier(column)}`).join(", ")})::text`;

const bucketOf = (table: Shape) => `left(md5(${keyOf(table)}), 2)`;

async function buckets(client: pg.Client, table: Shape) {
  const { rows } = await client.query<{ bucket: string; count: number; hash: string }>(
    `select ${bucketOf(table)} as bucket, count(*)::int as count,
            md5(string_agg(md5(${rowOf(table)}), '' order by ${keyOf(table)} collate "C")) as hash
       from ${pg.escapeIdentifier(table.name)} t group by 1`,
  );
  return new Map(rows.map((row) => [row.bucket, row]));
}

async function named(a: pg.Client, b: pg.Client, table: Shape, differing: string[]): Promise<string[]> {
  const read = async (client: pg.Client) => {
    const { rows } = await client.query<{ key: string; row: string }>(
      `select ${keyOf(table)} as key, md5(${rowOf(table)}) as row from ${pg.escapeIdentifier(table.name)} t
        where ${bucketOf(table)} = any ($1)`,
      [differing],
    );
    return new Map(rows.map(({ key, row }) => [key, row]));
  };
  const [inA, inB] = await Promise.all([read(a), read(b)]);
  const keys = [...new Set([...inA.keys(), ...inB.keys()])].filter((key) => inA.get(key) !== inB.get(key));
  return keys.slice(0, MOST_NAMED).map((key) => {
    const where = !inB.has(key) ? "only in the first" : !inA.has(key) ? "only in the second" : "not the same";
    return `${table.name} ${key}: ${where}`;
  });
}

async function sequences(client: pg.Client): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string }>(
    "select relname as name from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace order by 1",
  );
  const states: Record<string, string> = {};
  for (const { name } of rows) {
    const { rows: found } = await client.query<{ state: string }>(
      `select concat(last_value, ' ', is_called) as state from ${pg.escapeIdentifier(name)}`,
    );
    states[name] = found[0]?.state ?? "";
  }
  return states;
}
