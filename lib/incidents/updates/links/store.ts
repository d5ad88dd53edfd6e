import { sql } from "../../../core/database";

/** Bookkeeping of links, written outside `command()`: that somebody without a session read a page changes nothing. */

/** Notes that a link was opened. What a page asks for again by itself is noted and not counted. */
export async function noteOpening(linkId: string, now: Date, again: boolean): Promise<void> {
  await sql(
    `update status_link set opened = opened + $3, last_opened_at = greatest(last_opened_at, $2::timestamptz)
      where id = $1::uuid`,
    [linkId, now, again ? 0 : 1],
  );
}
