import { command } from "../../core/command";
import { signedIn } from "../../people/queries";
import { wishedKinds } from "../labels";
import { getPreferences } from "./queries";
import { preferencesInput } from "./schema";

/** Says what one wishes by mail, and when the digest comes. What is queued already comes as it was planned. */
export const setPreferences = command(
  "notification.set-preferences",
  preferencesInput,
  async ({ tx, context, input, changed }) => {
    const personId = signedIn(context);
    await tx.$queryRaw`select 1 as held from person where id = ${personId}::uuid for update`;
    const before = await getPreferences(context, tx);
    const told = (of: typeof input) => ({ ...of.email, digestHour: of.digestHour });
    if (JSON.stringify(told(before)) === JSON.stringify(told(input))) return input;
    await tx.mailPreference.deleteMany({ where: { personId, channel: "email" } });
    await tx.mailPreference.createMany({
      data: wishedKinds.map((kind) => ({ personId, kind, channel: "email", wish: input.email[kind] })),
    });
    await tx.digestHour.upsert({
      where: { personId },
      create: { personId, hour: input.digestHour },
      update: { hour: input.digestHour },
    });
    changed(
      { kind: "person", id: personId },
      Object.fromEntries(
        [...wishedKinds, "digestHour" as const].map((name) => [
          name,
          [told(before)[name], told(input)[name]],
        ]),
      ),
    );
    return input;
  },
);
