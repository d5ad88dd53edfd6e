import { command } from "../../core/command";
import { signedIn } from "../../people/queries";
import { wishedChannels } from "../channels/registry";
import { getPreferences } from "./queries";
import { rowsOf, tellingsOf } from "./rules";
import { preferencesBy } from "./schema";

const names = wishedChannels.map(({ name }) => name);

/** Says what one wishes by each channel, and when the digest comes. What is queued already comes as it was planned. */
export const setPreferences = command(
  "notification.set-preferences",
  preferencesBy(wishedChannels),
  async ({ tx, context, input, changed }) => {
    const personId = signedIn(context);
    await tx.$queryRaw`select 1 as held from person where id = ${personId}::uuid for update`;
    const [before, after] = [tellingsOf(await getPreferences(context, tx)), tellingsOf(input)];
    const differing = Object.keys(after).filter((name) => before[name] !== after[name]);
    if (differing.length === 0) return input;
    await tx.mailPreference.deleteMany({ where: { personId, channel: { in: names } } });
    await tx.mailPreference.createMany({ data: rowsOf(input).map((row) => ({ personId, ...row })) });
    await tx.digestHour.upsert({
      where: { personId },
      create: { personId, hour: input.digestHour },
      update: { hour: input.digestHour },
    });
    changed(
      { kind: "person", id: personId },
      Object.fromEntries(Object.keys(after).map((name) => [name, [before[name], after[name]]])),
    );
    return input;
  },
);
