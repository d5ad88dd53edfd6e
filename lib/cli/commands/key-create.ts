import { createApiKey } from "../../people/api-keys/commands";
import { scopes } from "../../people/api-keys/labels";
import { keyLifetimeDays } from "../../people/api-keys/schema";
import type { CliCommand } from "../command-line";
import { BadUsage } from "../failure";
import { inTheNameOf, withContext } from "../session";

/** `key create`: an API key for a person, shown once. */
export const createKey: CliCommand = {
  words: "key create",
  does: "Makes an API key with which a program acts for a person, and prints it, once.",
  takes: [],
  options: {
    for: { value: "EMAIL", does: "The person it acts for; needed." },
    name: { value: "NAME", does: "What it is for; needed." },
    scope: { value: "SCOPE", many: true, does: "What it may do.", completes: scopes },
    days: {
      value: "DAYS",
      does: `How long it works: ${keyLifetimeDays.usual} if not given, at most ${keyLifetimeDays.most}.`,
    },
  },
  async run(order) {
    const email = order.text("for");
    if (!email) throw new BadUsage("Say for whom: --for EMAIL.");
    if (order.all("scope").length === 0)
      throw new BadUsage(`Say what it may do, --scope SCOPE for each: ${scopes.join(", ")}.`);
    const input = {
      name: order.text("name") ?? "",
      scopes: order.all("scope"),
      expiresInDays: order.text("days"),
    };
    const { token, name, expiresAt, keyId } = await withContext(async (own) => {
      const { actor } = await inTheNameOf(own, email);
      return createApiKey(own, { ...input, personId: actor.id });
    });
    return {
      text: `Key “${name}” acts for ${email} until ${expiresAt.toISOString().slice(0, 10)}. It is shown only now:\n  ${token}`,
      json: { keyId, name, token, expiresAt, for: email, scopes: input.scopes },
    };
  },
};
