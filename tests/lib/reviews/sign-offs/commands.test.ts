import { generateKeyPairSync } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/core/database";
import { publicKeyPem } from "@/lib/core/secrets";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { proveSession } from "@/lib/people/sign-in/commands";
import { certificateStatement, verifyCertificate } from "@/lib/reviews/sign-offs/certificate";
import { giveSignOff, returnSignOff } from "@/lib/reviews/sign-offs/commands";
import { getReview } from "@/lib/reviews/sign-offs/queries";
import { type Cast, cast, castPassword, sessionOf } from "../../../support/cast";
import { minutes, seconds } from "../../../support/clock";
import { afterwards, declare, hashOf, lastEvent, sign, standingOf, write } from "../story";

let people: Cast;
beforeAll(async () => {
  people = await cast();
});

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
    await write(people.ben, ref, "Changed meanwhile");
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
    const back = { ref, hash: await hashOf(lea, ref), reason: "No" };
    await expect(returnSignOff(viaApi, back)).rejects.toMatchObject({ code: "forbidden" });
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
    await expect(returnSignOff(ada, { ...input, reason: "No" })).rejects.toMatchObject({ code: "not_found" });
    await expect(getReview(ada, ref)).rejects.toMatchObject({ code: "not_found" });
  });
});

it("a password given in the session makes it fresh again", async () => {
  const { ben } = people;
  const ref = await declare(ben);
  const { sessionId } = await sessionOf(ben);
  const hourLater = afterwards(ben, minutes(60));
  const input = { ref, step: "prepared", hash: await hashOf(ben, ref), sessionId };
  await expect(giveSignOff(hourLater, input)).rejects.toMatchObject({ code: "invalid" });
  await proveSession(hourLater, { sessionId, password: castPassword });
  await expect(giveSignOff(hourLater, input)).resolves.toMatchObject({ step: "prepared" });
});
