import { sql } from "../../core/database";

/** Deletes files that nobody sent within a day of their upload, with their bytes. Returns how many. */
export async function forgetUnsent(now: Date): Promise<number> {
  const gone = await sql(
    "delete from attachment where entry_id is null and added_at < $1::timestamptz - interval '1 day' returning id",
    [now],
  );
  return gone.length;
}
