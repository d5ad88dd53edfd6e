import { databaseNow } from "../../core/clock";
import { connectTo } from "../connect";
import { tell } from "./tell";

const mark = "Sample workspace as of ";

/**
 * Makes the demo's own database, which the caller has claimed, ready for the story: it is emptied when the story in it
 * was told half, was told for another day than is asked for, or is not wanted any more. `tell` is for when the schema is
 * there; it tells what is missing and says what it did.
 */
export async function openWorkspace(
  ownerUrl: string,
  { fresh, today }: { fresh: boolean; today: string | undefined },
): Promise<{ tell: () => Promise<{ outcome: string; result: null }> }> {
  const told = fresh ? null : await toldAsOf(ownerUrl);
  if (told && (today ?? told) === told)
    return { tell: async () => ({ outcome: `as told on ${told}`, result: null }) };
  await asOwner(ownerUrl, "drop schema public cascade; create schema public");
  return {
    tell: async () => {
      // As of a day: its afternoon in New York, when everybody has been at work.
      const now = today === undefined ? wholeMinute(await databaseNow()) : new Date(`${today}T20:00:00Z`);
      const acts = await tell(now);
      const day = now.toISOString().slice(0, 10);
      // Written last: without it, what is there was told half.
      await asOwner(ownerUrl, `comment on schema public is '${mark}${day}'`);
      return { outcome: `told as of ${day}, ${acts} acts`, result: null };
    },
  };
}

/** The day that the story in the database was told for; null when none was told to its end. */
async function toldAsOf(ownerUrl: string): Promise<string | null> {
  const [row] = await asOwner<{ said: string | null }>(
    ownerUrl,
    "select obj_description('public'::regnamespace, 'pg_namespace') as said",
  );
  return row?.said?.startsWith(mark) ? row.said.slice(mark.length) : null;
}

async function asOwner<Row extends object>(ownerUrl: string, statements: string): Promise<Row[]> {
  const client = await connectTo(ownerUrl, "DATABASE_OWNER_URL");
  try {
    return (await client.query<Row>(statements)).rows;
  } finally {
    await client.end();
  }
}

const wholeMinute = (at: Date) => new Date(Math.floor(at.getTime() / 60_000) * 60_000);
