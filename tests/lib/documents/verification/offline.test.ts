import { generateKeyPairSync } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { publicKeyPem } from "@/lib/core/secrets";
import { exportMarkdown } from "@/lib/documents/exports/queries";
import { portableOf } from "@/lib/documents/exports/rules";
import { parseHighwaterMarkdown } from "@/lib/documents/formats/highwater/parse";
import { renderHighwaterMarkdown } from "@/lib/documents/formats/highwater/render";
import { differingSections } from "@/lib/documents/verification/comparison";
import { type Evidence, fingerprint, verifyDocument } from "@/lib/documents/verification/offline";
import { getSignedDocument } from "@/lib/documents/verification/queries";
import type { SignedDocumentFile } from "@/lib/documents/verification/schema";
import { canonicalForm } from "@/lib/reviews/canonical-form";
import type { PostMortemDocument } from "@/lib/reviews/schema";
import { getSignedText } from "@/lib/reviews/sign-offs/queries";
import { makeWorld, openScene, type Scene } from "../../../support/world";
import { sampleDocument } from "../../reviews/sample";
import { sign, write } from "../../reviews/story";

const keys = generateKeyPairSync("ed25519");
process.env.HIGHWATER_SIGNING_KEY = keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const foreignKey = generateKeyPairSync("ed25519")
  .publicKey.export({ type: "spki", format: "pem" })
  .toString();

let scene: Scene;
let markdown: string;
let file: SignedDocumentFile;

beforeAll(async () => {
  scene = await openScene(await makeWorld());
  const { ben, lea, ada, incident } = scene;
  await sign(ben, incident.ref, "prepared");
  await sign(lea, incident.ref, "reviewed");
  await sign(ada, incident.ref, "approved");
  ({ markdown } = await exportMarkdown(ben, incident.ref));
  ({ file } = await getSignedDocument(ben, incident.ref));
});

const verify = (content: SignedDocumentFile | string, evidence: Evidence = { publicKey: publicKeyPem() }) =>
  verifyDocument(typeof content === "string" ? content : JSON.stringify(content, null, 2), evidence);
const wrong = (found: ReturnType<typeof verify>) =>
  found.findings.filter(({ agrees }) => agrees === false).map(({ sentence }) => sentence);
const unsaid = (found: ReturnType<typeof verify>) =>
  found.findings.filter(({ agrees }) => agrees === null).map(({ sentence }) => sentence);

describe("a signed document", () => {
  it("is verified with nothing but itself and the public key", () => {
    const found = verify(file);
    expect(found).toMatchObject({ file: "signed document", verdict: "verified", hash: file.hash });
    expect(found.findings.map(({ sentence }) => sentence)).toEqual([
      `The text has the hash ${file.hash}.`,
      expect.stringMatching(/^Prepared by Ben, Site engineer, at .*: the signature is valid\.$/),
      expect.stringMatching(/^Reviewed by Lea, Engineering lead, at .*: the signature is valid\.$/),
      expect.stringMatching(/^Approved by Ada, Project manager, at .*: the signature is valid\.$/),
      `Verified with the key that you gave, SHA-256 ${fingerprint(publicKeyPem())}.`,
    ]);
  });

  it("brings its own key, and that proves less", () => {
    const found = verify(file, {});
    expect(found).toMatchObject({ verdict: "not verifiable" });
    expect(unsaid(found)).toEqual([expect.stringContaining("The key came with the file")]);
  });

  it("does not fit another key", () => {
    const found = verify(file, { publicKey: foreignKey });
    expect(found.verdict).toBe("contradicted");
    expect(wrong(found)).toHaveLength(3);
    expect(verify(file, { publicKey: "no key" }).verdict).toBe("contradicted");
  });

  it("is contradicted by any change of the text, a name, a time or a signature", () => {
    const [first, ...rest] = file.certificates;
    if (!first) throw new Error("nobody signed");
    const other = (change: Partial<typeof first>) => ({
      ...file,
      certificates: [{ ...first, ...change }, ...rest],
    });
    const changedText = file.text.replace("Bookings failed.", "Bookings succeeded.");
    const forgeries: SignedDocumentFile[] = [
      { ...file, text: changedText },
      { ...file, text: `${file.text} ` },
      other({ statement: { ...first.statement, name: "Mallory" } }),
      other({ statement: { ...first.statement, at: "2020-01-01T00:00:00.000Z" } }),
      other({ statement: { ...first.statement, incident: "INC-2000-0001" } }),
      other({ signature: rest[0]?.signature ?? "" }),
    ];
    for (const forged of forgeries)
      expect(verify(forged).verdict, JSON.stringify(forged)).toBe("contradicted");
  });

  it("says which step is not signed", async () => {
    const { ben, lea } = scene;
    const another = await openScene(scene);
    const before = await getSignedDocument(ben, another.incident.ref);
    expect(unsaid(verify(before.file))).toEqual([
      "Nobody signed this text as prepared.",
      "Nobody signed this text as reviewed.",
      "Nobody signed this text as approved.",
    ]);
    await sign(ben, another.incident.ref, "prepared");
    const { file: once } = await getSignedDocument(lea, another.incident.ref);
    expect(unsaid(verify(once))).toEqual([
      "Nobody signed this text as reviewed.",
      "Nobody signed this text as approved.",
    ]);
  });

  it("can still be had after an edit voided it, by its hash", async () => {
    const { ben, incident } = await openScene(scene);
    await sign(ben, incident.ref, "prepared");
    const { file: before } = await getSignedDocument(ben, incident.ref);
    await write(ben, incident.ref, "Something else.");
    expect((await getSignedDocument(ben, incident.ref)).file.certificates).toEqual([]);
    expect((await getSignedDocument(ben, incident.ref, before.hash)).file).toEqual(before);
    await expect(getSignedDocument(ben, incident.ref, "0".repeat(64))).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("a Markdown export", () => {
  const beside = () => ({ publicKey: publicKeyPem(), signedDocument: JSON.stringify(file) });

  it("is verified against the signed document", () => {
    const found = verify(markdown, beside());
    expect(found).toMatchObject({ file: "Markdown", verdict: "verified", hash: file.hash });
    expect(found.findings.at(-1)?.sentence).toBe("The Markdown says what the signed text says.");
  });

  it.each([
    ["a summary", "Bookings failed.", "Bookings failed, a little.", "summary"],
    ["an entry", "bookings time out", "bookings are fine", "timeline"],
    ["a severity", "P1", "P3", "severity"],
    ["an action item", "Watch the pool", "Watch the sea", "action items"],
  ])("that says otherwise in %s is contradicted, and where is said", (_what, from, to, section) => {
    const found = verify(markdown.replace(from, to), beside());
    expect(found.verdict).toBe("contradicted");
    expect(wrong(found)).toEqual([expect.stringContaining(`does not say what was signed: ${section}`)]);
  });

  it("proves nothing alone, and that is said", () => {
    const found = verify(markdown);
    expect(found).toMatchObject({ file: "Markdown", verdict: "not verifiable" });
    expect(unsaid(found)[0]).toContain("Give the signed document beside it.");
    expect(verify(markdown, { signedDocument: "{}" }).verdict).toBe("not verifiable");
  });

  it("is compared in every section, with something of everything in each", () => {
    const exported = parseHighwaterMarkdown(renderHighwaterMarkdown(portableOf(sampleDocument)));
    if ("problem" in exported) throw new Error("the export does not read back");
    const differing = (change: Partial<PostMortemDocument>) =>
      differingSections(exported.document, JSON.parse(canonicalForm({ ...sampleDocument, ...change })));
    expect(differing({})).toEqual([]);
    const changes: Record<string, Partial<PostMortemDocument>> = {
      title: { title: "Another" },
      environment: { environment: null },
      classification: { classification: "Public" },
      milestones: { milestones: [] },
      impact: { impact: { statements: [], figures: null } },
      timeline: { timeline: sampleDocument.timeline.slice(1) },
      "root cause analysis": { factors: [] },
      resolution: { codeChanges: [] },
      lessons: { lessons: [] },
      "action items": { actionItems: [] },
      prevention: { controls: [] },
    };
    for (const [section, change] of Object.entries(changes)) expect(differing(change)).toEqual([section]);
  });
});

describe("anything else", () => {
  it("is told for what it is", async () => {
    const { ben, incident } = scene;
    const { canonical } = await getSignedText(ben, incident.ref);
    expect(verify(canonical)).toMatchObject({
      file: "signed text",
      hash: file.hash,
      verdict: "not verifiable",
    });
    for (const content of [
      "",
      "{}",
      "[]",
      "null",
      "# A report",
      "\0",
      '{"format":"highwater-signed-document"}',
    ])
      expect(verify(content)).toMatchObject({ file: "unknown", verdict: "not verifiable" });
  });

  it("never throws for a text that is no document", () => {
    for (const text of ["", "null", "[]", "{}", '{"ref":1,"timeline":2}', '{"ref":"x","timeline":[]}']) {
      expect(verify({ ...file, text }).verdict).toBe("contradicted");
      expect(
        verify(markdown, { publicKey: publicKeyPem(), signedDocument: JSON.stringify({ ...file, text }) })
          .verdict,
      ).toBe("contradicted");
    }
  });
});
