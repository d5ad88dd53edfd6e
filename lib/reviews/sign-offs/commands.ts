import { Prisma } from "../../../prisma/generated/client";
import type { SignOffStep } from "../../../prisma/generated/enums";
import { sha256 } from "../../core/canonical";
import { command } from "../../core/command";
import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { editDocument } from "../../incidents/document-version";
import { lockIncident } from "../../incidents/queries";
import { visibleTo } from "../../incidents/rules";
import { ensurePostMortem } from "../section";
import { certificateStatement, signCertificate } from "./certificate";
import { getDocumentStanding } from "./queries";
import { isFresh, isSignerOf, mayGive, mayReturn, stateGivenBy, versionNow } from "./rules";
import { giveSignOffInput, linkSignatureInput, returnSignOffInput } from "./schema";

/**
 * Signs the document as it is now. Refused unless the password was given in this session within the last five minutes,
 * or the provider asked again who they are, the text is the one that the signer saw, the step is next, and neither of the other two was given by the same person.
 */
export const giveSignOff = command(
  "sign-off.give",
  giveSignOffInput,
  async ({ tx, context, input, changed }) => {
    demandBrowser(context);
    const { incident, now, canonical, hash, version } = await open(tx, context, input.ref);
    await demandFreshLogin(tx, context, input.sessionId ?? null);
    demandRead(hash, input.hash);
    const same = now.given[input.step];
    if (same && same.personId === context.actor.id)
      return { id: same.id, ref: incident.ref, step: same.step };
    const verdict = mayGive(input.step, context.actor, now);
    if (!verdict.may)
      throw new Refusal(isSignerOf(input.step, context.actor) ? "conflict" : "forbidden", verdict.reason);
    if (version !== incident.documentVersion) await editDocument(tx, incident.id, context.now);
    const signer = await signerOf(tx, context);
    const signed = { step: input.step, at: context.now, hash, name: signer.name, title: signer.title };
    await keepText(tx, canonical, context.now);
    const { id } = await create(tx, {
      ...signed,
      incidentId: incident.id,
      documentVersion: version,
      act: "given",
      personId: signer.personId,
      hash: sha256(canonical),
      comment: input.comment,
      certificate: signCertificate(certificateStatement(incident.ref, signed)),
    });
    await markGiven(tx, incident.id, version, input.step, context.now);
    changed(
      { kind: "sign-off", id, incidentId: incident.id },
      {
        step: [null, input.step],
        hash: [null, hash],
        documentVersion: [null, version],
        comment: [null, input.comment],
      },
    );
    return { id, ref: incident.ref, step: input.step };
  },
);

/**
 * Sends the document back with a reason. It becomes a new version, so that every step is given again. Refused unless
 * the text is the one that was read.
 */
export const returnSignOff = command(
  "sign-off.return",
  returnSignOffInput,
  async ({ tx, context, input, changed }) => {
    demandBrowser(context);
    const { incident, now, canonical, hash, version } = await open(tx, context, input.ref);
    demandRead(hash, input.hash);
    const verdict = mayReturn(context.actor, now);
    if (!verdict.may) throw new Refusal("conflict", verdict.reason);
    await keepText(tx, canonical, context.now);
    const { id } = await create(tx, {
      ...(await signerOf(tx, context)),
      incidentId: incident.id,
      documentVersion: version,
      step: now.next ?? "approved",
      act: "returned",
      hash: sha256(canonical),
      comment: input.reason,
      at: context.now,
    });
    await editDocument(tx, incident.id, context.now);
    await tx.incident.update({
      where: { id: incident.id },
      data: { documentState: "changes_requested" },
      select: { id: true },
    });
    changed(
      { kind: "sign-off", id, incidentId: incident.id },
      { state: [now.state, "changes_requested"], reason: [null, input.reason] },
    );
    return { id, ref: incident.ref };
  },
);

/** Says which person here an imported signature is of. It stays a statement of the imported document. */
export const linkSignature = command(
  "signature.link",
  linkSignatureInput,
  async ({ tx, context, input, changed }) => {
    const signature = await tx.importedSignature.findFirst({
      where: { id: input.signatureId, postMortem: { incident: visibleTo(context.actor) } },
      include: {
        person: { select: { name: true } },
        postMortem: { select: { incident: { select: { ref: true } } } },
      },
    });
    if (!signature) throw new Refusal("not_found", "There is no such signature that you may see.");
    const { ref } = signature.postMortem.incident;
    if (signature.personId === input.personId) return { ref };
    const person = input.personId && (await tx.person.findUnique({ where: { id: input.personId } }));
    if (input.personId && !person) {
      const message = "Choose a person of the list.";
      throw new Refusal("invalid", message, { personId: message });
    }
    await tx.importedSignature.update({ where: { id: signature.id }, data: { personId: input.personId } });
    changed(
      { kind: "imported-signature", id: signature.id, incidentId: signature.incidentId },
      { person: [signature.person?.name ?? null, person ? person.name : null] },
    );
    return { ref };
  },
);

/** Holds the incident and reads what would be signed. */
async function open(tx: Transaction, context: Context, ref: string) {
  const incident = await lockIncident(tx, context, ref);
  await ensurePostMortem(tx, incident.id, context.now);
  const { now, canonical, acts } = await getDocumentStanding(context, incident.ref, tx);
  const version = versionNow(acts, incident.documentVersion, now.hash);
  return { incident, now, canonical, hash: now.hash, version };
}

function demandRead(hash: string, read: string): void {
  if (hash !== read)
    throw new Refusal("conflict", "The document changed while you were reading.", {}, { hash });
}

function demandBrowser({ actor }: Context): void {
  if (actor.via !== "web" || actor.id === null)
    throw new Refusal(
      "forbidden",
      "A document is signed or sent back in the browser, by a person who is signed in.",
    );
}

async function demandFreshLogin(
  tx: Transaction,
  { actor, now }: Context,
  sessionId: string | null,
): Promise<void> {
  const session =
    sessionId === null || actor.id === null
      ? null
      : await tx.session.findFirst({
          where: { id: sessionId, personId: actor.id, revokedAt: null, expiresAt: { gt: now } },
          select: { provedAt: true, identityId: true },
        });
  if (session && isFresh(session.provedAt, now)) return;
  if (session?.identityId)
    throw new Refusal("forbidden", "Confirm again who you are, where you signed in, and sign then.");
  const message = "Give your password again to sign.";
  throw new Refusal("invalid", message, { password: message });
}

async function signerOf(tx: Transaction, { actor }: Context) {
  const { id, name, title } = await tx.person.findUniqueOrThrow({ where: { id: actor.id ?? "" } });
  return { personId: id, name, title: title ?? "" };
}

async function keepText(tx: Transaction, canonical: string, now: Date): Promise<void> {
  await tx.signedDocument.createMany({
    data: [{ hash: sha256(canonical), canonical, createdAt: now }],
    skipDuplicates: true,
  });
}

async function create(tx: Transaction, data: Prisma.SignOffUncheckedCreateInput): Promise<{ id: string }> {
  try {
    return await tx.signOff.create({ data, select: { id: true } });
  } catch (error) {
    // The database's own guard: one row a step, and three different people, for each version.
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
      throw new Refusal("conflict", "Somebody else signed at the same moment. Load the page again.");
    throw error;
  }
}

async function markGiven(
  tx: Transaction,
  id: string,
  documentVersion: number,
  step: SignOffStep,
  now: Date,
): Promise<void> {
  const { count } = await tx.incident.updateMany({
    where: { id, documentVersion },
    data: {
      documentState: stateGivenBy[step],
      touchedAt: now,
      ...(step === "prepared" ? { preparedAt: now } : {}),
    },
  });
  if (count === 0) throw new Refusal("conflict", "The document changed while you were reading.");
}
