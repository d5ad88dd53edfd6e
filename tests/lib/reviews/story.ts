import type { Context } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { declareIncident } from "@/lib/incidents/commands";
import { documentHash } from "@/lib/reviews/canonical-form";
import { editPostMortem } from "@/lib/reviews/commands";
import { getDocument } from "@/lib/reviews/queries";
import { sectionBases } from "@/lib/reviews/section";
import { giveSignOff } from "@/lib/reviews/sign-offs/commands";
import { findSignOffs } from "@/lib/reviews/sign-offs/queries";
import { standing } from "@/lib/reviews/sign-offs/rules";
import type { SignOffStep } from "@/prisma/generated/enums";
import { type CastContext, sessionOf } from "../../support/cast";
import { later } from "../../support/clock";

/** Declares an incident in New York and returns its ref. */
export async function declare(context: Context, title = "Reports exhausted the pool"): Promise<string> {
  const { ref } = await declareIncident(context, { title, severity: "P1", timeZone: "America/New_York" });
  return ref;
}

/** The hash of what a signer would see now. */
export async function hashOf(context: Context, ref: string): Promise<string> {
  return documentHash(await getDocument(context, ref));
}

/** The bases that the forms of all sections carry now. */
export async function basesOf(context: Context, ref: string) {
  return sectionBases(await getDocument(context, ref));
}

/** Signs a step as it is meant: after reading, with the password just given. */
export async function sign(context: CastContext, ref: string, step: SignOffStep, comment = "") {
  const { sessionId } = await sessionOf(context);
  return giveSignOff(context, { ref, step, hash: await hashOf(context, ref), comment, sessionId });
}

/** How the document stands now. */
export async function standingOf(context: Context, ref: string) {
  const { incidentId, documentVersion } = await getDocument(context, ref);
  return standing(await findSignOffs(database(), incidentId), documentVersion);
}

/** The trail's last event, and how many there are. */
export async function lastEvent() {
  const [event, count] = await Promise.all([
    database().auditEvent.findFirst({ orderBy: { id: "desc" } }),
    database().auditEvent.count(),
  ]);
  return { event, count };
}

/** The same person, some time later. */
export const afterwards = (context: CastContext, ms: number): CastContext => ({
  ...context,
  now: later(context.now, ms),
});

/** Edits the summary, which makes another text of the document. */
export async function write(context: Context, ref: string, summary: string): Promise<void> {
  const base = (await basesOf(context, ref)).postMortem;
  await editPostMortem(context, { ref, base, summary, classification: "Internal" });
}
