import { beforeEach, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { offerPasswordReset, resetPassword } from "@/lib/people/invitations/commands";
import { challengeOf } from "@/lib/people/second-factor/challenge";
import {
  beginSecondFactor,
  confirmSecondFactor,
  renewRecoveryCodes,
  resetSecondFactor,
  switchOffSecondFactor,
} from "@/lib/people/second-factor/commands";
import { getSecondFactor } from "@/lib/people/second-factor/queries";
import { beginSession, finishSignIn, proveSession } from "@/lib/people/sign-in/commands";
import { findSession } from "@/lib/people/sign-in/queries";
import { type Cast, type CastContext, cast, castPassword, sessionOf } from "../../../support/cast";
import { later, minutes, seconds } from "../../../support/clock";
import { codeOf, startFactor, switchOnFactor } from "../../../support/second-factor";
import { expectQuiet, expectRefusal, lastEvent } from "../support";

let story: Cast;
let ada: CastContext;
let secret: string;
let codes: readonly string[];

beforeEach(async () => {
  await database().signInThrottle.deleteMany();
  await database().session.deleteMany();
  await database().secondFactor.deleteMany();
  story = await cast();
  ({ secret, codes } = await switchOnFactor(story.ada));
  ada = { ...story.ada, now: later(story.ada.now, minutes(5)) };
});

/** The first step of a sign-in, at that moment, and what it leaves in the browser. */
async function firstStep(now: Date, password = castPassword): Promise<string> {
  const error = await beginSession({ ...story.nobody, now }, { email: "ada@example.org", password }).then(
    () => "a session began",
    (reason: unknown) => reason,
  );
  return challengeOf(error) ?? expect.fail(`no challenge: ${error}`);
}

const finish = (challenge: string, code: string, now = ada.now) =>
  finishSignIn({ ...story.nobody, now }, { challenge, code, userAgent: "Firefox", address: "192.0.2.1" });

describe("setting a second factor up", () => {
  test("keeps the secret sealed and the recovery codes hashed, and the trail names neither", async () => {
    const row = await database().secondFactor.findFirstOrThrow();
    expect(Buffer.from(row.secret).toString("latin1")).not.toContain(secret);
    const events = await database().auditEvent.findMany({
      where: { actorId: ada.actor.id },
      select: { changes: true },
    });
    for (const word of [secret, ...codes]) expect(JSON.stringify(events)).not.toContain(word);
    expect(codes).toHaveLength(10);
    expect(new Set(codes).size).toBe(10);
    // 26 letters of base 32 are 128 bits.
    for (const code of codes) expect(code).toMatch(/^(?:[a-z2-7]{4}-){6}[a-z2-7]{2}$/);
    expect(await lastEvent()).toMatchObject({ action: "second-factor.confirm" });
  });

  test("asks for nothing until a first code has confirmed it", async () => {
    await startFactor(story.ben);
    const begun = await beginSession(story.nobody, { email: "ben@example.org", password: castPassword });
    expect(begun.token).toHaveLength(43);
    await expectRefusal(confirmSecondFactor(story.ben, { code: "000000" }), "invalid", /not right/);
  });

  test("wants the password, and refuses a second one beside the first", async () => {
    const session = await sessionOf(ada);
    await expectRefusal(beginSecondFactor(ada, { ...session, password: "wrong" }), "invalid", /not your/);
    await expectRefusal(
      beginSecondFactor(ada, { ...session, password: castPassword }),
      "conflict",
      /already/,
    );
  });
});

describe("the second step of a sign-in", () => {
  test("begins a session with the code of the device, which the first step alone does not", async () => {
    const challenge = await firstStep(ada.now);
    expect(await database().session.count({ where: { userAgent: "Firefox" } })).toBe(0);
    const { token } = await finish(challenge, codeOf(secret, ada.now));
    expect((await findSession(token, ada.now))?.person.name).toBe("Ada");
    expect((await lastEvent()).fields.secondFactor).toEqual([null, "device"]);
  });

  test("takes the code of the half minute before and after, and no other", async () => {
    for (const [off, right] of [
      [-60, false],
      [-30, true],
      [0, true],
      [30, true],
      [60, false],
    ] as const) {
      await database().secondFactor.updateMany({ data: { lastStep: 1 } });
      const signedIn = finish(await firstStep(ada.now), codeOf(secret, later(ada.now, seconds(off))));
      if (right) await signedIn;
      else await expectRefusal(signedIn, "invalid", /not right/);
    }
  });

  test("takes a code once, also of two at once", async () => {
    const challenge = await firstStep(ada.now);
    const code = codeOf(secret, ada.now);
    const both = await Promise.allSettled([finish(challenge, code), finish(challenge, code)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expectRefusal(finish(challenge, code), "invalid", /used already/);
    const earlier = codeOf(secret, later(ada.now, -seconds(30)));
    await expectRefusal(finish(challenge, earlier), "invalid", /used already/);
  });

  test("takes each recovery code once, however it is typed", async () => {
    const [first = ""] = codes;
    await finish(await firstStep(ada.now), ` ${first.toUpperCase().replaceAll("-", " ")} `);
    expect((await lastEvent()).fields.secondFactor).toEqual([null, "recovery code"]);
    await expectRefusal(finish(await firstStep(ada.now), first), "invalid", /not right/);
    expect(await getSecondFactor(ada)).toMatchObject({ state: "on", codesLeft: 9 });
  });

  test.each(["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "a".repeat(101), "\u0000"])(
    "refuses %j without a trace",
    async (code) => {
      const challenge = await firstStep(ada.now);
      await expectQuiet(() => expectRefusal(finish(challenge, code), "invalid"));
    },
  );

  test("slows guessing down after five, and a right code is refused as well meanwhile", async () => {
    const challenge = await firstStep(ada.now);
    for (let turn = 0; turn < 6; turn += 1) await expectRefusal(finish(challenge, "recovery"), "invalid");
    await expectRefusal(finish(challenge, codeOf(secret, ada.now)), "rate_limited", /too many/);
    const soon = later(ada.now, seconds(31));
    await finish(challenge, codeOf(secret, soon), soon);
  });

  test("is over after ten minutes, when the password was changed, and for somebody deactivated", async () => {
    const challenge = await firstStep(ada.now);
    const late = later(ada.now, minutes(11));
    await expectRefusal(finish(challenge, codeOf(secret, late), late), "unauthenticated", /too long/);
    const where = { id: ada.actor.id };
    await database().person.update({ where, data: { deactivatedAt: ada.now } });
    await expectRefusal(finish(challenge, codeOf(secret, ada.now)), "unauthenticated");
    await database().person.update({ where, data: { deactivatedAt: null } });
    const link = await offerPasswordReset(story.omar, { personId: ada.actor.id });
    await resetPassword(story.nobody, { token: link.token, password: "the ferry leaves at nine" });
    await expectRefusal(finish(challenge, codeOf(secret, ada.now)), "unauthenticated");
    expect(await firstStep(ada.now, "the ferry leaves at nine")).not.toBe("");
  });

  test.each(["", "x", "a.b.c", "🌊", Buffer.alloc(60).toString("base64url")])(
    "begins nothing with the challenge %j",
    async (challenge) => {
      await expectRefusal(finish(challenge, codeOf(secret, ada.now)), "unauthenticated");
    },
  );
});

describe("a fresh login", () => {
  test("asks for the code as well", async () => {
    const { sessionId } = await sessionOf(ada);
    const given = { sessionId, password: castPassword };
    await expectRefusal(proveSession(ada, given), "invalid", /Give the code/);
    await proveSession(ada, { ...given, code: codeOf(secret, ada.now) });
    await expectRefusal(proveSession(ada, { ...given, code: codeOf(secret, ada.now) }), "invalid", /used/);
  });
});

describe("changing a second factor", () => {
  const proofOf = async () => ({
    ...(await sessionOf(ada)),
    password: castPassword,
    code: codeOf(secret, ada.now),
  });

  test("wants password and code", async () => {
    const proof = await proofOf();
    for (const change of [renewRecoveryCodes, switchOffSecondFactor]) {
      await expectRefusal(change(ada, { ...proof, password: "wrong" }), "invalid", /not your password/);
      await expectRefusal(change(ada, { ...proof, code: "nothing" }), "invalid", /not right/);
    }
  });

  test("makes new recovery codes in the place of the old ones", async () => {
    const { codes: fresh } = await renewRecoveryCodes(ada, await proofOf());
    expect(fresh.filter((code) => codes.includes(code))).toEqual([]);
    await expectRefusal(finish(await firstStep(ada.now), codes[0] ?? ""), "invalid");
    await finish(await firstStep(ada.now), fresh[0] ?? "");
  });

  test("switched off, the password is enough again", async () => {
    await switchOffSecondFactor(ada, await proofOf());
    const begun = await beginSession(
      { ...story.nobody, now: ada.now },
      { email: "ada@example.org", password: castPassword },
    );
    expect(begun.token).toHaveLength(43);
    expect(await database().recoveryCode.count({ where: { personId: ada.actor.id } })).toBe(0);
  });

  test("an admin takes it from somebody who lost it, once, and the trail says who", async () => {
    await resetSecondFactor(story.omar, { personId: ada.actor.id });
    expect(await lastEvent()).toMatchObject({ action: "second-factor.reset", actorId: story.omar.actor.id });
    await expectQuiet(() => resetSecondFactor(story.omar, { personId: ada.actor.id }));
    expect(await getSecondFactor(ada)).toEqual({ state: "off" });
  });

  test("an admin does not take their own: that would spare a stolen session password and code", async () => {
    const own = { personId: story.omar.actor.id };
    await expectRefusal(resetSecondFactor(story.omar, own), "forbidden", /in your profile/);
  });
});
