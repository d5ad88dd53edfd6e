import { createHash, createPublicKey } from "node:crypto";
import { canonicalJson, sha256Hex } from "../../core/canonical";
import type { CanonicalDocument } from "../../reviews/canonical-form";
import { verifyCertificate } from "../../reviews/sign-offs/certificate";
import { stepLabels, steps } from "../../reviews/sign-offs/labels";
import { parseHighwaterMarkdown } from "../formats/highwater/parse";
import { FOOTER } from "../formats/highwater/render";
import { differingSections } from "./comparison";
import { type Finding, type SignedDocumentFile, signedDocumentFile, type Verification } from "./schema";

/** What there is to verify with, beside the file itself. */
export type Evidence = {
  /** The instance's public key (PEM), from a source of its own. */
  publicKey?: string | null;
  /** The content of a signed document, for a Markdown export. */
  signedDocument?: string | null;
};

/**
 * Verifies the content of an exported file without a database and without a network: a signed document by itself, a
 * Markdown export against a signed document. Says of everything else what cannot be verified. Never throws for what a
 * file says.
 */
export function verifyDocument(
  content: string,
  { publicKey = null, signedDocument = null }: Evidence = {},
): Verification {
  const json = jsonOf(content);
  const bundle = signedDocumentFile.safeParse(json);
  if (bundle.success) return told("signed document", bundle.data.hash, verifyBundle(bundle.data, publicKey));
  if (isSignedText(json, content))
    return told("signed text", sha256Hex(content), [
      {
        agrees: null,
        sentence:
          "This is the text alone. Its hash must be the one in a certificate: take the signed document of the review page, which carries both.",
      },
    ]);
  if (content.trimEnd().endsWith(FOOTER)) return verifyMarkdown(content, signedDocument, publicKey);
  return told("unknown", sha256Hex(content), [
    { agrees: null, sentence: "This is neither a signed document nor an export of Highwater's." },
  ]);
}

function verifyMarkdown(content: string, signed: string | null, publicKey: string | null): Verification {
  if (signed === null)
    return told("Markdown", sha256Hex(content), [
      {
        agrees: null,
        sentence:
          "A Markdown export carries no signature: the sign-offs in it are only named. Give the signed document beside it.",
      },
    ]);
  const bundle = signedDocumentFile.safeParse(jsonOf(signed));
  if (!bundle.success)
    return told("Markdown", sha256Hex(content), [
      { agrees: null, sentence: "What was given beside it is no signed document." },
    ]);
  const findings = [...verifyBundle(bundle.data, publicKey), ...sameContent(content, bundle.data.text)];
  return told("Markdown", bundle.data.hash, findings);
}

function verifyBundle(
  { text, hash, certificates, publicKey }: SignedDocumentFile,
  trusted: string | null,
): Finding[] {
  const document = jsonOf(text) as CanonicalDocument | null;
  const findings: Finding[] = [
    sha256Hex(text) === hash
      ? { agrees: true, sentence: `The text has the hash ${hash}.` }
      : {
          agrees: false,
          sentence: `The text does not have the hash ${hash}: it was changed after it was signed.`,
        },
  ];
  if (!isSignedText(document, text))
    findings.push({ agrees: false, sentence: "The text is not the canonical JSON of a document." });
  for (const step of steps) {
    const given = certificates.filter(({ statement }) => statement.step === step);
    if (given.length === 0)
      findings.push({
        agrees: null,
        sentence: `Nobody signed this text as ${stepLabels[step].done.toLowerCase()}.`,
      });
    for (const { statement, signature } of given) {
      const who = `${stepLabels[step].done} by ${statement.name}${statement.title && `, ${statement.title}`}, at ${statement.at}`;
      const about = statement.hash === hash && statement.incident === document?.ref;
      const valid = verifyCertificate(statement, Buffer.from(signature, "base64"), trusted ?? publicKey);
      findings.push({
        agrees: about && valid,
        sentence: !valid
          ? `${who}: the signature does not fit the key.`
          : about
            ? `${who}: the signature is valid.`
            : `${who}: the signature is of another text.`,
      });
    }
  }
  findings.push(aboutKey(publicKey, trusted));
  return findings;
}

function aboutKey(inFile: string, trusted: string | null): Finding {
  const print = fingerprint(trusted ?? inFile);
  if (print === null) return { agrees: false, sentence: "The public key is none." };
  if (trusted !== null)
    return { agrees: true, sentence: `Verified with the key that you gave, SHA-256 ${print}.` };
  return {
    agrees: null,
    sentence: `The key came with the file, SHA-256 ${print}. Whoever forged a file could bring a key along: compare it with the one that the installation shows, or give that one.`,
  };
}

/** The SHA-256 of a public key (PEM) as DER, in hexadecimal; null for what is no key. */
export function fingerprint(pem: string): string | null {
  try {
    const der = createPublicKey(pem).export({ type: "spki", format: "der" });
    return createHash("sha256").update(der).digest("hex");
  } catch {
    return null;
  }
}

function sameContent(markdown: string, text: string): Finding[] {
  const parsed = parseHighwaterMarkdown(markdown);
  if ("problem" in parsed) return [{ agrees: false, sentence: "The Markdown cannot be read." }];
  const signed = jsonOf(text) as CanonicalDocument;
  const { ref } = parsed.document.header;
  try {
    const differing = differingSections(parsed.document, signed);
    const findings: Finding[] = [
      differing.length === 0
        ? { agrees: true, sentence: "The Markdown says what the signed text says." }
        : { agrees: false, sentence: `The Markdown does not say what was signed: ${differing.join(", ")}.` },
    ];
    if (ref !== signed.ref)
      findings.push({
        agrees: null,
        sentence: `The Markdown is called ${ref ?? "nothing"}, the signed text ${signed.ref}; an imported document keeps the reference that it came with.`,
      });
    return findings;
  } catch {
    return [{ agrees: false, sentence: "The signed text is not a document that this version can compare." }];
  }
}

function told(file: Verification["file"], hash: string, findings: Finding[]): Verification {
  const verdict = findings.some(({ agrees }) => agrees === false)
    ? "contradicted"
    : findings.some(({ agrees }) => agrees === null)
      ? "not verifiable"
      : "verified";
  return { file, hash, verdict, findings };
}

const isSignedText = (json: unknown, text: string): boolean =>
  typeof json === "object" &&
  json !== null &&
  "ref" in json &&
  "timeline" in json &&
  canonicalOf(json) === text;

function canonicalOf(json: unknown): string | null {
  try {
    return canonicalJson(json);
  } catch {
    return null;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
