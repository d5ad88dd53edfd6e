import { z } from "zod";
import { tellOfControl } from "../alerts/controls/telling";
import { verifyControls } from "../alerts/controls/verifying";
import { endAlert, respondToAlert } from "../alerts/responses/commands";
import { tellOfAlert } from "../alerts/responses/telling";
import { systemContext } from "../core/context";
import type { ReactionName } from "../core/permissions";
import { verifyImport } from "../documents/imports/commands";
import { visibleTo } from "../incidents/rules";
import { tellOfEntry, tellOfImpact, tellOfRole } from "../incidents/telling";
import { deliver, deliverDigest } from "../notifications/deliveries/sending";
import { mailTest } from "../notifications/deliveries/test-mail";
import { mailLink } from "../notifications/links/sending";
import { freezeWhatEnded } from "../pools/evidence/following";
import { tellOfOwner, tellOfReview, tellOfSection } from "../reviews/telling";

/** What a reaction is told of what it follows: a command, or work that was ordered by name. */
export const reactionPayload = z.object({
  action: z.string(),
  subject: z.object({ kind: z.string(), id: z.string(), incidentId: z.string().optional() }),
  /** Names of what the command changed. */
  fields: z.array(z.string()).default([]),
  by: z.string().nullable().default(null),
  at: z.coerce.date().default(new Date(0)),
  /** A secret of the order, sealed; taken out when the work is over. */
  sealed: z.string().optional(),
});

/**
 * What follows from a command a moment after it committed, at least once: a reaction must be harmless when repeated.
 * After the last try nobody will ask again, whatever it ends in.
 */
export type Reaction = (
  payload: z.infer<typeof reactionPayload>,
  now: Date,
  lastTry: boolean,
) => Promise<void>;

/** One line a reaction. `core/permissions.ts` says which command each one follows. */
export const reactions: Record<ReactionName, Reaction> = {
  "import.verify": async ({ subject }, now) => {
    await verifyImport(systemContext(now, "worker"), { importId: subject.id });
  },
  "link.mail": ({ subject, by, sealed }, now, lastTry) =>
    mailLink({ linkId: subject.id, by, sealed }, now, lastTry),
  "notification.deliver": ({ subject }, now, lastTry) => deliver(subject.id, now, lastTry, visibleTo),
  "digest.deliver": ({ subject }, now, lastTry) => deliverDigest(subject.id, now, lastTry, visibleTo),
  "mail.test": ({ subject, at }, now, lastTry) => mailTest(subject.id, at.toISOString(), now, lastTry),
  "mention.tell": (act, now) =>
    act.subject.kind === "timeline-entry"
      ? tellOfEntry(act, now)
      : act.action === "impact.edit"
        ? tellOfImpact(act, now)
        : tellOfSection(act, now),
  "assignment.tell": (act, now) =>
    act.subject.kind === "participant" ? tellOfRole(act, now) : tellOfOwner(act, now),
  "review.tell": tellOfReview,
  "alert.respond": async ({ subject }, now) => {
    await respondToAlert(systemContext(now, "worker"), { alertId: subject.id });
  },
  "alert.end": async ({ subject }, now) => {
    await endAlert(systemContext(now, "worker"), { alertId: subject.id });
  },
  "alert.tell": tellOfAlert,
  "evidence.freeze": ({ subject }, now) => freezeWhatEnded(subject.incidentId ?? subject.id, now),
  "control.verify": ({ subject }, now) => verifyControls(now, subject.id),
  "control.tell": tellOfControl,
};
