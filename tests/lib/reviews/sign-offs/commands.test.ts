import { generateKeyPairSync } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { sha256Hex } from "@/lib/core/canonical";
import { database } from "@/lib/core/database";
import { publicKeyPem } from "@/lib/core/secrets";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { editPostMortem } from "@/lib/reviews/commands";
import { certificateStatement, verifyCertificate } from "@/lib/reviews/sign-offs/certificate";
import { giveSignOff, linkSignature, returnSignOff } from "@/lib/reviews/sign-offs/commands";
import { getReview, getSignedText } from "@/lib/reviews/sign-offs/queries";
import { type Cast, type CastContext, cast, castPassword, sessionOf } from "../../../support/cast";
import { later, minutes, seconds } from "../../../support/clock";
import { basesOf, declare, hashOf, lastEvent, sign, standingOf } from "../story";

let people: Cast;
beforeAll(async () => {
  people = await cast();
});

/** The same person, some time later. */
const afterwards = (context: CastContext, ms: number): CastContext => ({
  ...context,
  now: later(context.now, ms),
});

async function write(ref: string, summary: string): Promise<void> {
  const base = (await basesOf(people.ben, ref)).postMortem;
  await editPostMortem(people.ben, { ref, base, summary, classification: "Internal" });
}

describe("giving a sign-off", () => {
  it("binds a person, name and title to the text, and tells the trail", async () => {
    const { ben } = people;
    const ref = await declare(ben);
    const hash = await hashOf(ben, ref);
    const { id } = await sign(ben, ref, "prepared", "Ready to read");
    const row = await database().signOff.findUniqueOrThrow({ where: { id }, include: { document: true } });
    expect(row).toMatchObject({
      step: "prepared",
      act: "given",
      personId: ben.actor.id,
      name: "Ben",
      title: "Site engineer",
      comment: "Ready to read",
    });
    expect(Buffer.from(row.hash).toString("hex")).toBe(hash);
    expect(row.document.canonical).toContain(ref);
    const { event } = await lastEvent();
    expect(event).toMatchObject({ action: "sign-off.give", subjectKind: "sign-off", subjectId: id });
    const incident = await database().incident.findUniqueOrThrow({ where: { ref } });
    expect(incident.preparedAt).toEqual(ben.now);
  });

  it("by three people in order approves the document", async () => {
    const { ben, lea, ada } = people;
    const ref = await declare(ben);
    const states = [];
    for (const [who, step] of [
      [ben, "prepared"],
      [lea, "reviewed"],
      [ada, "approved"],
    ] as const) {
      await sign(who, ref, step);
      states.push((await standingOf(ben, ref)).state);
    }
    expect(states).toEqual(["in_review", "reviewed", "approved"]);
  });

  it("keeps the signed text once for all three", async () => {
    const { ben, lea } = people;
    const ref = await declare(ben);
    const before = await database().signedDocument.count();
    await sign(ben, ref, "prepared");
    await sign(lea, ref, "reviewed");
    expect(await database().signedDocument.count()).toBe(before + 1);
  });

  it("is quiet when the same person gives the same step again", async () => {
    const { ben } = people;
    const ref = await declare(ben);
    const first = await sign(ben, ref, "prepared");
    const { count } = await lastEvent();
    expect(await sign(ben, ref, "prepared")).toEqual(first);
    expect((await lastEvent()).count).toBe(count);
  });

  it("makes a certificate that the public key verifies, for this statement and no other", async () => {
    const { ben } = people;
    const ref = await declare(ben);
    await sign(ben, ref, "prepared");
    const [act] = (await getReview(ben, ref)).history;
    expect(act).toMatchObject({ certified: true, stands: true });
    if (!act?.certificate) throw new Error("there is no certificate");
    const certificate = Buffer.from(act.certificate, "base64");
    const statement = certificateStatement(ref, act);
    expect(certificate).toHaveLength(64);
    expect(verifyCertificate(statement, certificate, publicKeyPem())).toBe(true);
    for (const forged of [
      { ...statement, name: "Mallory" },
      { ...statement, step: "approved" as const },
      { ...statement, hash: "0".repeat(64) },
      { ...statement, at: new Date(0).toISOString() },
      { ...statement, incident: "INC-1999-0001" },
      { ...statement, title: "Chief" },
    ])
      expect(verifyCertificate(forged, certificate, publicKeyPem())).toBe(false);
    const other = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" }).toString();
    expect(verifyCertificate(statement, certificate, other)).toBe(false);
    expect(verifyCertificate(statement, certificate, "no key")).toBe(false);
  });
});

describe("a sign-off is refused", () => {
  it("when the password was not given within the last five minutes", async () => {
    const { ben } = people;
    const ref = await declare(ben);
    const { sessionId } = await sessionOf(ben);
    const input = { ref, step: "prepared", hash: await hashOf(ben, ref), sessionId };
    await expect(giveSignOff(afterwards(ben, minutes(5) + seconds(1)), input)).rejects.toMatchObject({
      code: "invalid",
      fields: { password: expect.stringContaining("password again") },
    });
    await expect(giveSignOff(afterwards(ben, minutes(5)), input)).resolves.toMatchObject({
      step: "prepared",
    });
  });

  it("with the session of somebody else, a revoked one, or none", async () => {
    const { ben, lea } = people;
    const ref = await declare(ben);
    const hash = await hashOf(ben, ref);
    const theirs = (await sessionOf(lea)).sessionId;
    const ended = (await sessionOf(ben)).sessionId;
    await database().session.update({ where: { id: ended }, data: { revokedAt: ben.now } });
    for (const sessionId of [theirs, ended, crypto.randomUUID(), null, undefined])
      await expect(giveSignOff(ben, { ref, step: "prepared", hash, sessionId })).rejects.toMatchObject({
        code: "invalid",
        fields: { password: expect.any(String) },
      });
    expect((await standingOf(ben, ref)).state).toBe("draft");
  });

  it("when the document changed while the signer was reading", async () => {
    const { ben } = people;
    const ref = await declare(ben);
    const hash = await hashOf(ben, ref);
    await write(ref, "Changed meanwhile");
    const { sessionId } = await sessionOf(ben);
    await expect(giveSignOff(ben, { ref, step: "prepared", hash, sessionId })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("changed while you were reading"),
    });
  });

  it("through any door but the browser", async () => {
    const { ben, lea } = people;
    const ref = await declare(ben);
    const { sessionId } = await sessionOf(ben);
    const input = { ref, step: "prepared", hash: await hashOf(ben, ref), sessionId };
    for (const via of ["api", "cli", "worker", "import", "system"] as const) {
      const context = { ...ben, actor: { ...ben.actor, via } };
      await expect(giveSignOff(context, input)).rejects.toMatchObject({ code: "forbidden" });
    }
    await sign(ben, ref, "prepared");
    const viaApi = { ...lea, actor: { ...lea.actor, via: "api" as const } };
    await expect(returnSignOff(viaApi, { ref, reason: "No" })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("out of order, to the wrong role, and to who signed before", async () => {
    const { ben, lea, ada, cleo } = people;
    const ref = await declare(ben);
    await expect(sign(cleo, ref, "prepared")).rejects.toMatchObject({ code: "forbidden" });
    await expect(sign(lea, ref, "reviewed")).rejects.toMatchObject({ code: "conflict" });
    await sign(lea, ref, "prepared");
    await expect(sign(ben, ref, "reviewed")).rejects.toMatchObject({ code: "forbidden" });
    await expect(sign(lea, ref, "reviewed")).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("three different people"),
    });
    await sign(ada, ref, "reviewed");
    await expect(sign(ada, ref, "approved")).rejects.toMatchObject({ code: "conflict" });
    await expect(sign(people.omar, ref, "approved")).resolves.toMatchObject({ step: "approved" });
  });

  it("in a restricted incident that the signer may not see", async () => {
    const { ben, lea, ada } = people;
    const ref = await declare(ben);
    await sign(ben, ref, "prepared");
    await restrictIncident(lea, { ref });
    const { sessionId } = await sessionOf(ada);
    const input = { ref, step: "reviewed", hash: await hashOf(ben, ref), sessionId };
    await expect(giveSignOff(ada, input)).rejects.toMatchObject({ code: "not_found" });
    await expect(returnSignOff(ada, { ref, reason: "No" })).rejects.toMatchObject({ code: "not_found" });
    await expect(getReview(ada, ref)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("of two sign-offs at the same moment", () => {
  it("for the same step one wins and the other is a conflict", async () => {
    const { ben, lea, ada, omar } = people;
    const ref = await declare(ben);
    await sign(ben, ref, "prepared");
    const all = await Promise.allSettled([lea, ada, omar].map((who) => sign(who, ref, "reviewed")));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of all)
      if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "conflict" });
    expect(
      await database().signOff.count({ where: { postMortem: { incident: { ref } }, step: "reviewed" } }),
    ).toBe(1);
  });

  it("by the same person twice there is one row", async () => {
    const { ben } = people;
    const ref = await declare(ben);
    const all = await Promise.allSettled([sign(ben, ref, "prepared"), sign(ben, ref, "prepared")]);
    expect(all.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
    expect(await database().signOff.count({ where: { postMortem: { incident: { ref } } } })).toBe(1);
  });

  it("and an edit, what stands was signed for the text that is there", async () => {
    const { ben } = people;
    for (let round = 0; round < 5; round += 1) {
      const ref = await declare(ben);
      await Promise.allSettled([sign(ben, ref, "prepared"), write(ref, `Edit ${round}`)]);
      const { given } = await standingOf(ben, ref);
      if (given.prepared) expect(given.prepared.hash).toBe(await hashOf(ben, ref));
    }
  });

  it("the database itself refuses a second row for a step and a second step by a person", async () => {
    const { ben, lea } = people;
    const ref = await declare(ben);
    const { id } = await sign(ben, ref, "prepared");
    const { id: _, ...row } = await database().signOff.findUniqueOrThrow({ where: { id } });
    const again = (part: object) => database().signOff.create({ data: { ...row, ...part } });
    await expect(again({ personId: lea.actor.id })).rejects.toMatchObject({ code: "P2002" });
    await expect(again({ step: "reviewed" })).rejects.toMatchObject({ code: "P2002" });
  });

  it("the database itself refuses to change or delete a sign-off or a signed text", async () => {
    const { ben } = people;
    const ref = await declare(ben);
    const { id } = await sign(ben, ref, "prepared");
    await expect(database().signOff.update({ where: { id }, data: { comment: "else" } })).rejects.toThrow();
    await expect(database().signOff.delete({ where: { id } })).rejects.toThrow();
    await expect(database().signedDocument.deleteMany({})).rejects.toThrow();
  });
});

describe("sending a document back", () => {
  it("asks for changes with a reason, voids what was given, and wants all steps again", async () => {
    const { ben, lea, ada } = people;
    const ref = await declare(ben);
    await sign(ben, ref, "prepared");
    await returnSignOff(afterwards(lea, seconds(1)), { ref, reason: "Name the root cause." });
    expect((await lastEvent()).event).toMatchObject({ action: "sign-off.return" });
    const now = await standingOf(ben, ref);
    expect(now).toMatchObject({ state: "changes_requested", given: {}, next: "prepared" });
    expect(now.returned).toMatchObject({ name: "Lea", comment: "Name the root cause." });
    await sign(afterwards(ben, minutes(1)), ref, "prepared");
    expect((await standingOf(ben, ref)).state).toBe("in_review");
    await sign(afterwards(lea, minutes(2)), ref, "reviewed");
    await returnSignOff(afterwards(ada, minutes(3)), { ref, reason: "Dates are missing." });
    expect((await standingOf(ben, ref)).state).toBe("changes_requested");
  });

  it("is refused without a reason, to responders, when nothing is in review, and to a lead when it is reviewed", async () => {
    const { ben, lea, ada } = people;
    const ref = await declare(ben);
    await expect(returnSignOff(lea, { ref, reason: "Why" })).rejects.toMatchObject({ code: "conflict" });
    await sign(ben, ref, "prepared");
    await expect(returnSignOff(lea, { ref, reason: "  " })).rejects.toMatchObject({
      code: "invalid",
      fields: { reason: expect.any(String) },
    });
    await expect(returnSignOff(ben, { ref, reason: "Why" })).rejects.toMatchObject({ code: "forbidden" });
    await sign(ada, ref, "reviewed");
    await expect(returnSignOff(lea, { ref, reason: "Why" })).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("the review of a document", () => {
  it("shows the next signer what changed since each text that was signed and voided", async () => {
    const { ben, lea } = people;
    const ref = await declare(ben);
    await write(ref, "First");
    await sign(ben, ref, "prepared");
    await write(ref, "Second");
    await sign(afterwards(ben, minutes(1)), ref, "prepared");
    await write(ref, "Third");
    const { since, now, history } = await getReview(lea, ref);
    expect(now.state).toBe("draft");
    expect(since.map(({ differences }) => differences)).toEqual([
      [{ section: "Summary", before: "Second", after: "Third" }],
      [{ section: "Summary", before: "First", after: "Third" }],
    ]);
    expect(history.map(({ stands }) => stands)).toEqual([false, false]);
  });

  it("hands out each signed text, so that anybody can compute its hash", async () => {
    const { ben, lea } = people;
    const ref = await declare(ben);
    await sign(ben, ref, "prepared");
    const signed = await hashOf(ben, ref);
    await write(ref, "Else");
    const old = await getSignedText(lea, ref, signed);
    const present = await getSignedText(lea, ref);
    expect(sha256Hex(old.canonical)).toBe(signed);
    expect(sha256Hex(present.canonical)).toBe(await hashOf(ben, ref));
    const other = await declare(ben);
    for (const hash of [signed, "0".repeat(64), "nonsense"])
      await expect(getSignedText(lea, other, hash)).rejects.toMatchObject({ code: "not_found" });
    await restrictIncident(lea, { ref });
    await expect(getSignedText(people.cleo, ref, signed)).rejects.toMatchObject({ code: "not_found" });
  });

  it("counts a name that was changed elsewhere as a new text, which is signed anew", async () => {
    const { ben, lea, ada } = people;
    const ref = await declare(ben);
    await sign(ben, ref, "prepared");
    await database().person.update({ where: { id: ben.actor.id }, data: { name: "Benjamin" } });
    try {
      expect((await getReview(lea, ref)).now).toMatchObject({ state: "draft", next: "prepared" });
      await expect(sign(lea, ref, "reviewed")).rejects.toMatchObject({ code: "conflict" });
      await sign(afterwards(ada, minutes(1)), ref, "prepared");
      expect((await getReview(lea, ref)).now.given.prepared).toMatchObject({ name: "Ada" });
      expect((await standingOf(lea, ref)).state).toBe("in_review");
    } finally {
      await database().person.update({ where: { id: ben.actor.id }, data: { name: "Ben" } });
    }
  });
});

describe("linking an imported signature", () => {
  async function imported() {
    const ref = await declare(people.ben);
    await write(ref, "Imported");
    const { id: incidentId } = await database().incident.findUniqueOrThrow({ where: { ref } });
    const { id } = await database().importedSignature.create({
      data: {
        incidentId,
        position: 0,
        step: "prepared",
        name: "B. Example",
        title: null,
        signedOn: "10 October",
      },
    });
    return { ref, signatureId: id };
  }

  it("names a person, changes nothing that is signed, and can be taken back", async () => {
    const { omar, ben } = people;
    const { ref, signatureId } = await imported();
    const hash = await hashOf(omar, ref);
    await sign(ben, ref, "prepared");
    await linkSignature(omar, { signatureId, personId: ben.actor.id });
    expect((await lastEvent()).event).toMatchObject({ action: "signature.link", subjectId: signatureId });
    const { document, now } = await getReview(omar, ref);
    expect(document.importedSignatures[0]?.person).toEqual({ id: ben.actor.id, name: "Ben" });
    expect(now).toMatchObject({ state: "in_review", hash });
    await linkSignature(omar, { signatureId, personId: "" });
    expect((await getReview(omar, ref)).document.importedSignatures[0]?.person).toBeNull();
  });

  it("is for admins, and for people and signatures that exist", async () => {
    const { omar, ada } = people;
    const { signatureId } = await imported();
    await expect(linkSignature(ada, { signatureId, personId: ada.actor.id })).rejects.toMatchObject({
      code: "forbidden",
    });
    const unknown = crypto.randomUUID();
    await expect(linkSignature(omar, { signatureId, personId: unknown })).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(linkSignature(omar, { signatureId: unknown, personId: null })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

it("a password given in the session makes it fresh again", async () => {
  const { proveSession } = await import("@/lib/people/sign-in/commands");
  const { ben } = people;
  const ref = await declare(ben);
  const { sessionId } = await sessionOf(ben);
  const hourLater = afterwards(ben, minutes(60));
  const input = { ref, step: "prepared", hash: await hashOf(ben, ref), sessionId };
  await expect(giveSignOff(hourLater, input)).rejects.toMatchObject({ code: "invalid" });
  await proveSession(hourLater, { sessionId, password: castPassword });
  await expect(giveSignOff(hourLater, input)).resolves.toMatchObject({ step: "prepared" });
});
