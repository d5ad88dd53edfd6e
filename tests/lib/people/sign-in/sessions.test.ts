import { beforeEach, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { deactivatePerson, editPerson, reactivatePerson } from "@/lib/people/commands";
import { getPerson } from "@/lib/people/queries";
import {
  beginSession,
  proveSession,
  revokeOtherSessions,
  revokeSession,
} from "@/lib/people/sign-in/commands";
import { findSession, listSessions } from "@/lib/people/sign-in/queries";
import { type Cast, cast, castPassword, sessionOf } from "../../../support/cast";
import { days, hours, later, minutes, seconds } from "../../../support/clock";
import { expectQuiet, expectRefusal, lastEvent } from "../support";

let story: Cast;

beforeEach(async () => {
  await database().signInThrottle.deleteMany();
  await database().session.deleteMany();
  story = await cast();
});

const signIn = (email: string, password = castPassword) =>
  beginSession(story.nobody, { email, password, userAgent: "Firefox", address: "192.0.2.1" });

describe("beginning a session", () => {
  test("gives a token of 256 bits that only its owner has: the row keeps a hash", async () => {
    const { token, person } = await signIn(" Ada@Example.org ");
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    expect(person).toEqual({
      id: story.ada.actor.id,
      name: "Ada",
      email: "ada@example.org",
      role: "approver",
      title: "Project manager",
      timeZone: "UTC",
    });
    const row = await database().session.findFirstOrThrow();
    expect(Buffer.from(row.tokenHash).toString("base64url")).not.toBe(token);
    expect(row).toMatchObject({ userAgent: "Firefox", address: "192.0.2.1", provedAt: story.nobody.now });
    expect(row.expiresAt).toEqual(later(story.nobody.now, days(7)));
  });

  test("leaves a trace: nobody began a session for Ada", async () => {
    await signIn("ada@example.org");
    const event = await lastEvent();
    expect(event).toMatchObject({ action: "session.begin", actorId: null, actorRole: "nobody" });
    expect(event.fields.personId).toEqual([null, story.ada.actor.id]);
    expect(JSON.stringify(event.fields)).not.toMatch(/token|argon/);
  });

  test.each([
    ["a wrong password", "ada@example.org", "not this one"],
    ["an address that nobody has", "stranger@example.org", castPassword],
    ["somebody deactivated", "mallory@example.org", castPassword],
    ["the right password in other case", "ada@example.org", castPassword.toUpperCase()],
    ["the right password with a space", "ada@example.org", `${castPassword} `],
  ])("is refused for %s in the same words, without a trace", async (_name, email, password) => {
    await expectQuiet(() =>
      expectRefusal(
        signIn(email, password),
        "unauthenticated",
        "This e-mail address and password do not match.",
      ),
    );
    expect(await database().session.count()).toBe(0);
  });

  test("is refused for somebody who has not accepted their invitation", async () => {
    await database().person.update({ where: { email: "cleo@example.org" }, data: { passwordHash: null } });
    await expectRefusal(signIn("cleo@example.org"), "unauthenticated");
  });

  test("does as much work for an address that nobody has", async () => {
    await expectRefusal(signIn("warm@example.org", "up"), "unauthenticated");
    const workOf = async (email: string) => {
      await database().signInThrottle.deleteMany();
      // Work done, and not time gone by: a busy machine does not change it.
      const before = process.cpuUsage();
      await expectRefusal(signIn(email, "wrong one"), "unauthenticated");
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    const took: { known: number; unknown: number }[] = [];
    for (let turn = 0; turn < 7; turn += 1)
      took.push({
        known: await workOf("ada@example.org"),
        unknown: await workOf(`stranger${turn}@example.org`),
      });
    const known = median(took.map((pair) => pair.known));
    const unknown = median(took.map((pair) => pair.unknown));
    expect(unknown / known).toBeGreaterThan(0.4);
    expect(unknown / known).toBeLessThan(2.5);
  });

  test("asks for both fields in words", async () => {
    await expect(beginSession(story.nobody, {})).rejects.toMatchObject({
      code: "invalid",
      fields: { email: "Give your e-mail address.", password: "Give your password." },
    });
  });

  test("cannot be had with a proof that a browser made up", async () => {
    const forged = { personId: story.omar.actor.id, passwordHash: "$argon2id$x" };
    const input = { email: "omar@example.org", password: "guess", proof: forged, address: "" };
    await expectRefusal(beginSession(story.nobody, input), "unauthenticated");
  });
});

describe("a session", () => {
  test("is found by its token, with role and name as the person's row says now", async () => {
    const { sessionId, token } = await sessionOf(story.ben);
    const now = later(story.ben.now, minutes(5));
    expect((await findSession(token, now))?.person).toMatchObject({ name: "Ben", role: "responder" });
    const { base } = await getPerson(story.omar, story.ben.actor.id);
    const edit = { name: "Ben B.", email: "ben@example.org", role: "lead", base };
    await editPerson(story.omar, { personId: story.ben.actor.id, ...edit });
    const found = await findSession(token, now);
    expect(found).toMatchObject({ sessionId, provedAt: story.ben.now });
    expect(found?.person).toMatchObject({ name: "Ben B.", role: "lead" });
  });

  test.each(["", "x", "' or true --", "a".repeat(10_000), "\u0000"])("is not found by %j", async (token) => {
    await sessionOf(story.ben);
    expect(await findSession(token, story.ben.now)).toBeNull();
  });

  test("ends after twelve hours without use, and each use begins them anew", async () => {
    const { token } = await sessionOf(story.ben);
    const use = (ms: number) => findSession(token, later(story.ben.now, ms));
    expect(await use(hours(12) - 1)).not.toBeNull();
    expect(await use(hours(23))).not.toBeNull();
    expect(await use(hours(35))).toBeNull();
  });

  test("ends after seven days however much it is used", async () => {
    const { token } = await sessionOf(story.ben);
    for (let passed = hours(11); passed < days(7); passed += hours(11))
      expect(await findSession(token, later(story.ben.now, passed))).not.toBeNull();
    expect(await findSession(token, later(story.ben.now, days(7)))).toBeNull();
  });

  test("writes its last use down at most once a minute", async () => {
    const { sessionId, token } = await sessionOf(story.ben);
    const seen = async () =>
      (await database().session.findUniqueOrThrow({ where: { id: sessionId } })).lastSeenAt;
    await findSession(token, later(story.ben.now, seconds(59)));
    expect(await seen()).toEqual(story.ben.now);
    await findSession(token, later(story.ben.now, seconds(61)));
    expect(await seen()).toEqual(later(story.ben.now, seconds(61)));
  });

  test("is listed for its owner only, until it ends", async () => {
    const first = await sessionOf(story.ben);
    await sessionOf(story.lea);
    expect((await listSessions(story.ben)).map(({ id }) => id)).toEqual([first.sessionId]);
    expect(await listSessions(later(story.ben, hours(12)))).toEqual([]);
    await expectRefusal(listSessions(story.nobody), "unauthenticated");
  });
});

describe("ending sessions", () => {
  test("one's own ends at once, with a trace, and ending it again is quiet", async () => {
    const { sessionId, token } = await sessionOf(story.ben);
    await revokeSession(story.ben, { sessionId });
    expect(await findSession(token, story.ben.now)).toBeNull();
    expect(await lastEvent()).toMatchObject({ action: "session.revoke", subjectId: sessionId });
    await expectQuiet(() => revokeSession(story.ben, { sessionId }));
  });

  test("another person's is not found, and lives on", async () => {
    const { sessionId, token } = await sessionOf(story.ben);
    await expectRefusal(revokeSession(story.omar, { sessionId }), "not_found");
    await expectRefusal(revokeOtherSessions(story.lea, { sessionId }), "not_found");
    await expectRefusal(revokeSession(story.nobody, { sessionId }), "unauthenticated");
    expect(await findSession(token, story.ben.now)).not.toBeNull();
  });

  test("all but one: the one named lives, other people's too", async () => {
    const [kept, other, lea] = [
      await sessionOf(story.ben),
      await sessionOf(story.ben),
      await sessionOf(story.lea),
    ];
    expect(await revokeOtherSessions(story.ben, { sessionId: kept.sessionId })).toEqual({ ended: 1 });
    expect(await lastEvent()).toMatchObject({ action: "session.revoke-others" });
    const alive = await Promise.all([kept, other, lea].map(({ token }) => findSession(token, story.ben.now)));
    expect(alive.map(Boolean)).toEqual([true, false, true]);
    await expectQuiet(() => revokeOtherSessions(story.ben, { sessionId: kept.sessionId }));
  });

  test("deactivation ends all of a person's at once, and they do not come back with the person", async () => {
    const sessions = [await sessionOf(story.ben), await sessionOf(story.ben)];
    await deactivatePerson(story.omar, { personId: story.ben.actor.id });
    const found = () => Promise.all(sessions.map(({ token }) => findSession(token, story.ben.now)));
    expect(await found()).toEqual([null, null]);
    await reactivatePerson(story.omar, { personId: story.ben.actor.id });
    expect(await found()).toEqual([null, null]);
  });

  test("a session that begins beside a deactivation does not survive it", async () => {
    const [begun] = await Promise.allSettled([
      signIn("ben@example.org"),
      deactivatePerson(story.omar, { personId: story.ben.actor.id }),
    ]);
    await reactivatePerson(story.omar, { personId: story.ben.actor.id });
    if (begun.status === "fulfilled") expect(await findSession(begun.value.token, story.ben.now)).toBeNull();
    expect(await database().session.count({ where: { revokedAt: null } })).toBe(0);
  });
});

describe("giving the password again", () => {
  test("marks the session as proved now, with a trace", async () => {
    const { sessionId, token } = await sessionOf(story.ada);
    const context = later(story.ada, minutes(20));
    expect(await proveSession(context, { password: castPassword, sessionId })).toEqual({
      provedAt: context.now,
    });
    expect((await findSession(token, context.now))?.provedAt).toEqual(context.now);
    const event = await lastEvent();
    expect(event).toMatchObject({
      action: "session.prove",
      actorId: story.ada.actor.id,
      subjectId: sessionId,
    });
    expect(event.fields.provedAt).toEqual([story.ada.now.toISOString(), context.now.toISOString()]);
  });

  test("is refused at the field for a wrong password, and slowed like a sign-in", async () => {
    const { sessionId } = await sessionOf(story.ada);
    const prove = () => proveSession(story.ada, { password: "not this one", sessionId });
    for (let turn = 0; turn < 5; turn += 1)
      await expect(prove()).rejects.toMatchObject({
        code: "invalid",
        fields: { password: "This is not your password." },
      });
    await expectRefusal(prove(), "rate_limited");
  });

  test("is refused in somebody else's session, in one that ended, and without one", async () => {
    const { sessionId } = await sessionOf(story.ada);
    const input = { password: castPassword, sessionId };
    await expectRefusal(proveSession(story.ben, input), "unauthenticated");
    await expectRefusal(proveSession(story.nobody, input), "unauthenticated");
    await revokeSession(story.ada, { sessionId });
    await expectRefusal(proveSession(story.ada, input), "unauthenticated");
  });
});

const median = (figures: number[]): number => [...figures].sort((a, b) => a - b)[figures.length >> 1] ?? 0;
