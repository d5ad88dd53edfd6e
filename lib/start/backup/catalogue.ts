import pg from "pg";

/** A table as a copy sees it. */
export type Table = { name: string; columns: string[] };

/** A foreign key: rows of `table` need those of `target`. */
export type Reference = {
  name: string;
  table: string;
  target: string;
  deferrable: boolean;
  deferred: boolean;
};

/** A sequence and how far it is. */
export type Sequence = { name: string; lastValue: string; isCalled: boolean };

/** A table or sequence of the product's schema, quoted for SQL. */
export const quoted = (name: string) => `public.${pg.escapeIdentifier(name)}`;

/** The tables there, with the columns that hold something of their own. Partitions are no tables beside the one they are of. */
export async function readTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      group by c.relname order by c.relname`,
  );
  return rows;
}

/** The foreign keys between two tables; one within a table is checked after its last row and needs no order. */
export async function readReferences(client: pg.Client): Promise<Reference[]> {
  const { rows } = await client.query<Reference>(
    `select k.conname as name, f.relname as table, t.relname as target, k.condeferrable as deferrable, k.condeferred as deferred
       from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
      where k.contype = 'f' and k.connamespace = 'public'::regnamespace and f.oid <> t.oid`,
  );
  return rows;
}

/** The sequences and how far they are. They stand outside transactions: read after the snapshot, they cover its rows. */
export async function readSequences(client: pg.Client): Promise<Sequence[]> {
  const { rows: names } = await client.query<{ name: string }>(
    "select relname as name from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace order by relname",
  );
  const sequences: Sequence[] = [];
  for (const { name } of names) {
    const { rows } = await client.query<Omit<Sequence, "name">>(
      `select last_value::text as "lastValue", is_called as "isCalled" from ${quoted(name)}`,
    );
    if (rows[0]) sequences.push({ name, ...rows[0] });
  }
  return sequences;
}

/** The tables ordered so that each comes after those it refers to; of a circle one goes first that others refer to. */
export function inOrder<T extends { name: string }>(
  tables: readonly T[],
  references: readonly Reference[],
): T[] {
  const ordered: T[] = [];
  let left = [...tables];
  while (left.length > 0) {
    const waiting = new Set(left.map(({ name }) => name));
    const needs = (name: string) =>
      references.some(({ table, target }) => table === name && waiting.has(target));
    const free = left.filter(({ name }) => !needs(name));
    const wanted = left.filter(({ name }) =>
      references.some(({ table, target }) => target === name && waiting.has(table)),
    );
    const next = free.length > 0 ? free : wanted.slice(0, 1);
    ordered.push(...next);
    left = left.filter((table) => !next.includes(table));
  }
  return ordered;
}

/** The foreign keys that an order of tables does not satisfy row by row: those of a circle. */
export function against(order: readonly { name: string }[], references: readonly Reference[]): Reference[] {
  const place = new Map(order.map(({ name }, at) => [name, at]));
  return references.filter(
    ({ table, target }) => (place.get(table) ?? -1) < (place.get(target) ?? Number.POSITIVE_INFINITY),
  );
}
