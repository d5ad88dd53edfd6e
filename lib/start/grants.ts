import pg from "pg";
import { connectTo } from "./connect";

/** Tables that the product only ever adds to: the runtime role may read and insert, never change or delete. */
const appendOnly = [
  ...["audit_event", "audit_seal", "sign_off", "signed_document", "timeline_revision"],
  "status_update_revision",
];

/** What the runtime role asks the owner to do. */
const functions = [
  "make_pool_partitions(text, timestamptz, timestamptz)",
  "drop_pool_partitions(text, timestamptz)",
];

/** Tables that only the owner writes. */
const readOnly = ["_prisma_migrations"];

/**
 * Gives the runtime role what it needs on everything that the migrations made, and no more. Does nothing when the
 * owner's and the runtime's role are one: the append-only tables are then guarded by their triggers alone.
 */
export async function grantRuntimeRights(ownerUrl: string, runtimeRole: string): Promise<void> {
  const client = await connectTo(ownerUrl, "DATABASE_OWNER_URL");
  try {
    await client.query("begin");
    await grantWithin(client, runtimeRole);
    await client.query("commit");
  } finally {
    await client.end();
  }
}

/** The same inside the transaction that the owner's session has open. */
export async function grantWithin(owner: pg.Client, runtimeRole: string): Promise<void> {
  const { rows } = await owner.query<{ me: string }>("select current_user as me");
  if (rows[0]?.me === runtimeRole) return;
  // Two starts at once would update the same catalogue rows, which Postgres refuses.
  await owner.query("select pg_advisory_xact_lock(hashtext('highwater.grants'))");
  await owner.query(grantsFor(pg.escapeIdentifier(runtimeRole)));
}

function grantsFor(role: string): string {
  const withdraw = (rights: string, tables: string[]) =>
    tables.map(
      (table) =>
        `if to_regclass('${table}') is not null then revoke ${rights} on "${table}" from ${role}; end if;`,
    );
  return `
    grant usage on schema public to ${role};
    grant select, insert, update, delete on all tables in schema public to ${role};
    grant usage, select on all sequences in schema public to ${role};
    alter default privileges in schema public grant select, insert, update, delete on tables to ${role};
    alter default privileges in schema public grant usage, select on sequences to ${role};
    do $$ begin
      ${withdraw("update, delete, truncate", appendOnly).join("\n      ")}
      ${withdraw("insert, update, delete, truncate", readOnly).join("\n      ")}
      ${functions.map((name) => `if to_regprocedure('${name}') is not null then grant execute on function ${name} to ${role}; end if;`).join("\n      ")}
    end $$;`;
}
