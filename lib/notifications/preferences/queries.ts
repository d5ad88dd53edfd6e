import type { Context } from "../../core/context";
import { database, type Reader } from "../../core/database";
import { signedIn } from "../../people/queries";
import { wishedChannels } from "../channels/registry";
import { wishedKinds } from "../labels";
import { usualDigestHour } from "../rules";
import type { Preferences, Wishes } from "./schema";

/** What one wishes oneself. Where nothing was chosen, messages come at once and the digest at 8. */
export async function getPreferences(context: Context, reader: Reader = database()): Promise<Preferences> {
  const personId = signedIn(context);
  const chosen = await reader.mailPreference.findMany({ where: { personId } });
  const digest = await reader.digestHour.findUnique({ where: { personId } });
  const wishFor = (channel: string, kind: (typeof wishedKinds)[number]) =>
    chosen.find((row) => row.channel === channel && row.kind === kind)?.wish ?? "at_once";
  const wishesBy = (channel: string) =>
    Object.fromEntries(wishedKinds.map((kind) => [kind, wishFor(channel, kind)])) as Wishes;
  return {
    wishes: Object.fromEntries(wishedChannels.map(({ name }) => [name, wishesBy(name)])),
    digestHour: digest?.hour ?? usualDigestHour,
  };
}
