import type { Context } from "../../core/context";
import { database, type Reader } from "../../core/database";
import { signedIn } from "../../people/queries";
import { wishedKinds } from "../labels";
import { usualDigestHour } from "../rules";
import type { Preferences } from "./schema";

/** What one wishes oneself. Where nothing was chosen, mails come at once and the digest at 8. */
export async function getPreferences(context: Context, reader: Reader = database()): Promise<Preferences> {
  const personId = signedIn(context);
  const chosen = await reader.mailPreference.findMany({ where: { personId, channel: "email" } });
  const digest = await reader.digestHour.findUnique({ where: { personId } });
  const wishFor = (kind: (typeof wishedKinds)[number]) =>
    chosen.find((row) => row.kind === kind)?.wish ?? "at_once";
  return {
    email: Object.fromEntries(wishedKinds.map((kind) => [kind, wishFor(kind)])) as Preferences["email"],
    digestHour: digest?.hour ?? usualDigestHour,
  };
}
