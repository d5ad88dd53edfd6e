import type { Transaction } from "../core/database";

/** Holds all rows of those who may sign in as admin until the transaction ends, so that no two changes leave none. */
export async function holdAdmins(tx: Transaction): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from person where role = 'admin' and deactivated_at is null
       and (password_hash is not null or exists (select 1 from identity i where i.person_id = person.id))
     order by id for update`;
  return rows.map(({ id }) => id);
}
