import type pg from "pg";
import { Refusal } from "../../core/refusal";
import { quoted, readTables } from "./catalogue";
import { kept, leftOut, setUpTables } from "./tables";

/**
 * Takes away the schema that a start left in a database which nobody has used yet, in the caller's transaction. Refuses
 * a database in which there is anything else, and says what.
 */
export async function clearUnused(owner: pg.Client, place: string): Promise<void> {
  const tables = (await readTables(owner)).map(({ name }) => name);
  const foreign = tables.filter((name) => !kept.includes(name) && !(name in leftOut));
  if (foreign.length > 0)
    throw new Refusal(
      "conflict",
      `The database ${place} holds tables that are not Highwater's (${some(foreign)}): restore into an empty one.`,
    );
  const used: string[] = [];
  for (const name of tables)
    if (name !== "_prisma_migrations" && !(name in leftOut) && !(await isUnused(owner, name, tables)))
      used.push(name);
  if (used.length > 0)
    throw new Refusal(
      "conflict",
      `The database ${place} is not empty: there are rows in ${some(used)}. A backup is restored into an empty database only.`,
    );
  await dropAll(owner, tables);
}

/** No row; or nothing but the offer to set up the first admin, as long as nobody took it. */
async function isUnused(owner: pg.Client, name: string, tables: readonly string[]): Promise<boolean> {
  const any = `exists (select from ${quoted(name)})`;
  const somebody = tables.includes("person") ? `exists (select from ${quoted("person")})` : "false";
  const { rows } = await owner.query<{ any: boolean; somebody: boolean }>(
    `select ${any} as any, ${somebody} as somebody`,
  );
  return rows[0]?.any === false || (setUpTables.includes(name) && rows[0]?.somebody === false);
}

async function dropAll(owner: pg.Client, tables: readonly string[]): Promise<void> {
  if (tables.length > 0) await owner.query(`drop table ${tables.map(quoted).join(", ")}`);
  const { rows } = await owner.query<{ statement: string }>(
    `select format('drop type %s', t.oid::regtype) as statement from pg_type t
      where t.typnamespace = 'public'::regnamespace and t.typtype = 'e' and pg_has_role(t.typowner, 'usage')
        and not exists (select from pg_depend d where d.objid = t.oid and d.deptype = 'e')
     union all
     select format('drop function %s', p.oid::regprocedure) from pg_proc p
      where p.pronamespace = 'public'::regnamespace and pg_has_role(p.proowner, 'usage')
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
     union all
     select format('drop text search configuration %s', c.oid::regconfig) from pg_ts_config c
      where c.cfgnamespace = 'public'::regnamespace and pg_has_role(c.cfgowner, 'usage')
     union all
     select format('drop text search dictionary %s', w.oid::regdictionary) from pg_ts_dict w
      where w.dictnamespace = 'public'::regnamespace and pg_has_role(w.dictowner, 'usage')`,
  );
  for (const { statement } of rows) await owner.query(statement);
}

function some(names: readonly string[]): string {
  const more = names.length - 5;
  return [...names.slice(0, 5), ...(more > 0 ? [`${more} more`] : [])].join(", ");
}
