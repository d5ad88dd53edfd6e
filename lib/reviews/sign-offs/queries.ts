import type { SignOff } from "../../../prisma/generated/client";
import { sha256Hex } from "../../core/canonical";
import type { Context } from "../../core/context";
import { database, type Reader } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { publicKeyPem } from "../../core/secrets";
import { canonicalForm } from "../canonical-form";
import { type Difference, differences } from "../differences/rules";
import { getDocument } from "../queries";
import type { PostMortemDocument } from "../schema";
import { certificateStatement, verifyCertificate } from "./certificate";
import { type Standing, standing, versionNow } from "./rules";
import type { SignOffRow } from "./schema";

/** An act with its certificate (base64), null for a return. */
export type CertifiedRow = SignOffRow & { certificate: string | null };

/** Every act on an incident's document, the first one first. The caller has loaded the incident. */
export async function findSignOffs(reader: Reader, incidentId: string): Promise<CertifiedRow[]> {
  const rows = await reader.signOff.findMany({
    where: { incidentId },
    orderBy: [{ at: "asc" }, { id: "asc" }],
  });
  return rows.map(signOffOf);
}

/** Makes an act of its row. */
export function signOffOf({ certificate, hash, incidentId: _, ...row }: SignOff): CertifiedRow {
  return {
    ...row,
    hash: Buffer.from(hash).toString("hex"),
    certificate: certificate && Buffer.from(certificate).toString("base64"),
  };
}

/** How a document stands, with the hash that the next signer signs. */
export type DocumentStanding = Standing<CertifiedRow> & { hash: string };

/** The document and how it stands, read together, for its page. */
export async function getDocumentStanding(
  context: Context,
  ref: string,
  reader: Reader = database(),
): Promise<{ document: PostMortemDocument; now: DocumentStanding; canonical: string; acts: CertifiedRow[] }> {
  const document = await getDocument(context, ref, reader);
  const acts = await findSignOffs(reader, document.incidentId);
  const canonical = canonicalForm(document);
  return { document, now: standingOf(document, acts, canonical), canonical, acts };
}

/** How a document with this text stands by these acts. */
export function standingOf(
  document: PostMortemDocument,
  acts: readonly CertifiedRow[],
  canonical: string,
): DocumentStanding {
  const hash = sha256Hex(canonical);
  return { ...standing(acts, versionNow(acts, document.documentVersion, hash)), hash };
}

/** An act for the history: `certified` says whether its certificate is this instance's and says what is stored. */
export type HistoryAct = CertifiedRow & { stands: boolean; certified: boolean | null };

/** What changed since the text that somebody signed and that an edit then voided. */
export type SinceVoided = { voided: CertifiedRow; differences: Difference[] };

/** All that the review page shows. History has the latest act first. */
export type Review = {
  document: PostMortemDocument;
  now: DocumentStanding;
  history: HistoryAct[];
  /** For each text that was signed and voided, the latest first, at most five. */
  since: SinceVoided[];
  publicKey: string;
};

/** The review of an incident's document. Refuses with 'not_found' what the actor may not see. */
export async function getReview(context: Context, ref: string): Promise<Review> {
  const { document, now, canonical, acts } = await getDocumentStanding(context, ref);
  const publicKey = publicKeyPem();
  const history = acts.toReversed().map((act) => ({
    ...act,
    stands: now.given[act.step]?.id === act.id,
    certified:
      act.certificate === null
        ? null
        : verifyCertificate(
            certificateStatement(document.ref, act),
            Buffer.from(act.certificate, "base64"),
            publicKey,
          ),
  }));
  return { document, now, history, since: await sinceVoided(now, canonical), publicKey };
}

/**
 * A text of this incident's document as it is signed: canonical JSON, byte for byte. By its hash one that somebody
 * signed, without a hash the present one. Refuses with 'not_found' what nobody signed here.
 */
export async function getSignedText(
  context: Context,
  ref: string,
  hash?: string,
): Promise<{ hash: string; canonical: string }> {
  const { document, now, canonical, acts } = await getDocumentStanding(context, ref);
  if (hash === undefined || hash === now.hash) return { hash: now.hash, canonical };
  const signed = acts.some((act) => act.hash === hash)
    ? await database().signedDocument.findUnique({ where: { hash: Buffer.from(hash, "hex") } })
    : null;
  if (!signed) throw new Refusal("not_found", `Nobody signed such a text of ${document.ref}.`);
  return { hash, canonical: signed.canonical };
}

async function sinceVoided(now: DocumentStanding, canonical: string): Promise<SinceVoided[]> {
  const latest = new Map<string, CertifiedRow>();
  for (const act of now.voided) if (act.hash !== now.hash && !latest.has(act.hash)) latest.set(act.hash, act);
  const shown = [...latest.values()].slice(0, 5);
  const signed = await database().signedDocument.findMany({
    where: { hash: { in: shown.map((act) => Buffer.from(act.hash, "hex")) } },
  });
  return shown.flatMap((voided) => {
    const text = signed.find((document) => Buffer.from(document.hash).toString("hex") === voided.hash);
    return text ? [{ voided, differences: differences(text.canonical, canonical) }] : [];
  });
}
