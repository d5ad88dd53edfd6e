import { sql } from "../../core/database";

/** Deletes uploads that were only looked at, or dropped, a week after they came. Nothing was made of them. Returns how many. */
export async function forgetOldUploads(now: Date): Promise<number> {
  const gone = await sql(
    "delete from import where state <> 'applied' and uploaded_at < $1::timestamptz - interval '7 days' returning id",
    [now],
  );
  return gone.length;
}
