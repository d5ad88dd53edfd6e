import { command } from "../../../core/command";
import { Refusal } from "../../../core/refusal";
import { DAY_MS } from "../../../core/zones";
import { makeToken, tokenHash } from "../../../people/tokens";
import { lockIncident } from "../../queries";
import { makeLinkInput, mostLinks, revokeLinkInput } from "./schema";

/** A link that was just made: the token is shown this once, and only its hash is kept. */
export type NewStatusLink = {
  id: string;
  ref: string;
  name: string;
  token: string;
  expiresAt: Date | null;
};

/**
 * Makes a link by which somebody without a session reads the updates of an incident. One that is restricted must be said
 * to be shown all the same. Refused while `mostLinks` work already.
 */
export const makeStatusLink = command(
  "status-link.make",
  makeLinkInput,
  async ({ tx, context, input, changed }) => {
    const incident = await lockIncident(tx, context, input.ref);
    const { id: incidentId, ref } = incident;
    const { now, actor } = context;
    const showsRestricted = input.showsRestricted === "yes";
    if (incident.restrictedAt && !showsRestricted) {
      const sentence = "This incident is restricted: say that it may be shown outside all the same.";
      throw new Refusal("invalid", sentence, { showsRestricted: sentence });
    }
    const working = {
      ...{ incidentId, revokedAt: null },
      OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
    };
    if ((await tx.statusLink.count({ where: working })) >= mostLinks)
      throw new Refusal("conflict", `At most ${mostLinks} links of an incident work. Revoke one first.`);
    const { name, expiresInDays } = input;
    const token = makeToken();
    const expiresAt = expiresInDays === undefined ? null : new Date(now.getTime() + expiresInDays * DAY_MS);
    const { id } = await tx.statusLink.create({
      data: {
        ...{ incidentId, name, tokenHash: tokenHash(token), showsRestricted },
        ...{ madeById: actor.id, createdAt: now, expiresAt },
      },
    });
    changed(
      { kind: "status-link", id, incidentId },
      {
        name: [null, name],
        expiresAt: [null, expiresAt],
        showsRestricted: [false, showsRestricted],
      },
    );
    return { id, ref, name, token, expiresAt } satisfies NewStatusLink;
  },
);

/** Ends a link at once. Quiet when it was revoked already; refused as 'not_found' where the incident has none such. */
export const revokeStatusLink = command(
  "status-link.revoke",
  revokeLinkInput,
  async ({ tx, context, input, changed }) => {
    // What is told outside can be ended also where the incident goes on elsewhere.
    const { id: incidentId, ref } = await lockIncident(tx, context, input.ref, { merged: "too" });
    const link = await tx.statusLink.findFirst({ where: { id: input.linkId, incidentId } });
    if (!link) throw new Refusal("not_found", `${ref} has no such link.`);
    const result = { id: link.id, ref, name: link.name };
    if (link.revokedAt) return result;
    const { actor, now } = context;
    await tx.statusLink.update({
      where: { id: link.id },
      data: { revokedAt: now, revokedById: actor.id },
      select: { id: true },
    });
    changed({ kind: "status-link", id: link.id, incidentId }, { revokedAt: [null, now] });
    return result;
  },
);
