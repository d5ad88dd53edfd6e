import { beforeEach, describe, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { createApiKey, revokeApiKey } from "@/lib/people/api-keys/commands";
import type { Scope } from "@/lib/people/api-keys/labels";
import { findApiKey, listApiKeys } from "@/lib/people/api-keys/queries";
import { mostKeys } from "@/lib/people/api-keys/schema";
import { deactivatePerson, editPerson, reactivatePerson } from "@/lib/people/commands";
import { type Cast, cast } from "../../../support/cast";
import { days, later, minutes, seconds } from "../../../support/clock";
import { expectQuiet, expectRefusal, lastEvent } from "../support";

let story: Cast;

beforeEach(async () => {
  await database().apiKey.deleteMany();
  story = await cast();
});

const reading: Scope[] = ["incidents:read"];
const keyOf = (who: "ben" | "cleo" | "omar" | "lea", scopes = reading) =>
  createApiKey(story[who], { name: "the board in the hall", scopes });

describe("a new key", () => {
  test("is shown once, recognisable, and kept as a hash", async () => {
    const { token, keyId, expiresAt } = await keyOf("ben");
    expect(token).toMatch(/^hw_[A-Za-z0-9]{8}_[A-Za-z0-9]{43}$/);
    const row = await database().apiKey.findUniqueOrThrow({ where: { id: keyId } });
    expect(row.tokenHash).toHaveLength(32);
    expect(JSON.stringify(row)).not.toContain(token.slice(12));
    expect(row).toMatchObject({ personId: story.ben.actor.id, createdById: story.ben.actor.id });
    expect(expiresAt).toEqual(later(story.ben.now, days(90)));
  });

  test("leaves a trace without a secret in it", async () => {
    const { token, keyId, expiresAt } = await keyOf("ben");
    const event = await lastEvent();
    expect(event).toMatchObject({ action: "api-key.create", subjectKind: "api-key", subjectId: keyId });
    expect(event.fields).toEqual({
      personId: [null, story.ben.actor.id],
      name: [null, "the board in the hall"],
      scopes: [null, reading],
      expiresAt: [null, expiresAt.toISOString()],
    });
    expect(JSON.stringify(event.fields)).not.toContain(token.slice(0, 11));
  });

  test.each([
    ["1", 1],
    [365, 365],
    ["", 90],
  ])("lives as long as it is said: %j", async (expiresInDays, expected) => {
    const { expiresAt } = await createApiKey(story.cleo, { name: "x", scopes: reading, expiresInDays });
    expect(expiresAt).toEqual(later(story.cleo.now, days(expected)));
  });

  test.each([0, -1, 366, 1.5, "soon"])("cannot live %j days", async (expiresInDays) => {
    await expectRefusal(
      createApiKey(story.omar, { name: "x", scopes: reading, expiresInDays }),
      "invalid",
      "A key lives from 1 to 365 days.",
    );
  });

  test("is refused with a scope that the person's role opens nothing with", async () => {
    const scopes = ["incidents:read", "services:write"];
    await expect(createApiKey(story.ben, { name: "x", scopes })).rejects.toMatchObject({
      code: "forbidden",
      fields: { scopes: expect.stringMatching(/^services:write wants the role Lead/) },
    });
    await expectRefusal(createApiKey(story.ada, { name: "x", scopes: ["audit:read"] }), "forbidden");
    expect(await database().apiKey.count()).toBe(0);
  });

  test("is refused with a scope that nobody knows, and the known ones told", async () => {
    const made = createApiKey(story.omar, { name: "x", scopes: ["incidents:read", "sign-offs:write"] });
    await expectRefusal(made, "invalid", /^There is no scope sign-offs:write\. There are incidents:read/);
  });

  test("is refused for somebody else, an admin included, but made by an operator", async () => {
    const personId = story.ben.actor.id;
    await expectRefusal(createApiKey(story.omar, { personId, name: "x", scopes: reading }), "forbidden");
    const operator = systemContext(story.ben.now, "cli");
    const { token } = await createApiKey(operator, { personId, name: "x", scopes: reading });
    expect((await findApiKey(token, story.ben.now))?.person.name).toBe("Ben");
    await expectRefusal(createApiKey(operator, { name: "x", scopes: reading }), "invalid");
    const toViewer = { personId: story.cleo.actor.id, name: "x", scopes: ["incidents:write"] };
    await expectRefusal(createApiKey(operator, toViewer), "forbidden");
    const toMallory = { personId: story.mallory.actor.id, name: "x", scopes: reading };
    await expectRefusal(createApiKey(operator, toMallory), "conflict", "Mallory was deactivated.");
  });

  test("is not made by another key", async () => {
    const context = { ...story.omar, actor: { ...story.omar.actor, via: "api" as const } };
    await expectRefusal(createApiKey(context, { name: "x", scopes: reading }), "forbidden");
  });

  test(`is refused when ${mostKeys} work, of several at once too, until one is revoked`, async () => {
    for (let made = 0; made < mostKeys - 1; made += 1) await keyOf("ben");
    const race = await Promise.allSettled([keyOf("ben"), keyOf("ben"), keyOf("ben")]);
    expect(race.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expectRefusal(keyOf("ben"), "conflict", /^At most 50 keys/);
    const { keys } = await listApiKeys(story.ben);
    await revokeApiKey(story.ben, { keyId: keys[0]?.id });
    await keyOf("ben");
  });
});

describe("who stands behind a token", () => {
  test("is the person with their role as it is now", async () => {
    const { token, keyId } = await keyOf("ben", ["incidents:read", "incidents:write"]);
    const { id } = story.ben.actor;
    expect(await findApiKey(token, story.ben.now)).toEqual({
      keyId,
      name: "the board in the hall",
      scopes: ["incidents:read", "incidents:write"],
      person: { id, name: "Ben", role: "responder" },
    });
    await editPerson(story.omar, { personId: id, name: "Ben", email: "ben@example.org", role: "viewer" });
    expect((await findApiKey(token, story.ben.now))?.person.role).toBe("viewer");
  });

  test.each([
    "",
    "hw_",
    "hw_AAAAAAAA_",
    `hw_AAAAAAAA_${"a".repeat(43)}`,
    "x".repeat(10_000),
    "\u0000",
    "' or 1=1",
  ])("is nobody for %j", async (token) => {
    await keyOf("ben");
    expect(await findApiKey(token, story.ben.now)).toBeNull();
  });

  test("is nobody when only one character differs", async () => {
    const { token } = await keyOf("ben");
    const other = token.slice(0, -1) + (token.endsWith("a") ? "b" : "a");
    expect(await findApiKey(other, story.ben.now)).toBeNull();
  });

  test("is nobody from the moment at which the key expires", async () => {
    const { token, expiresAt } = await keyOf("ben");
    expect(await findApiKey(token, later(expiresAt, -1))).not.toBeNull();
    expect(await findApiKey(token, expiresAt)).toBeNull();
  });

  test("is nobody once the person was deactivated, and the key does not come back with them", async () => {
    const { token, keyId } = await keyOf("ben");
    await deactivatePerson(story.omar, { personId: story.ben.actor.id });
    expect(await findApiKey(token, story.ben.now)).toBeNull();
    expect((await lastEvent()).fields.keysRevoked).toEqual([0, 1]);
    await reactivatePerson(story.omar, { personId: story.ben.actor.id });
    expect(await findApiKey(token, story.ben.now)).toBeNull();
    const row = await database().apiKey.findUniqueOrThrow({ where: { id: keyId } });
    expect(row.revokedById).toBe(story.omar.actor.id);
  });

  test("is nobody behind a key that outlived a deactivation in the database", async () => {
    const { token } = await keyOf("ben");
    await database().person.update({
      where: { id: story.ben.actor.id },
      data: { deactivatedAt: story.ben.now },
    });
    expect(await findApiKey(token, story.ben.now)).toBeNull();
  });

  test("is written down as seen at most once a minute, with the address", async () => {
    const { token, keyId } = await keyOf("ben");
    const seen = async (ms: number, address: string) => {
      await findApiKey(token, later(story.ben.now, ms), address);
      const row = await database().apiKey.findUniqueOrThrow({ where: { id: keyId } });
      return [row.lastUsedAt?.getTime(), row.lastAddress];
    };
    const start = story.ben.now.getTime();
    expect(await seen(0, "192.0.2.1")).toEqual([start, "192.0.2.1"]);
    expect(await seen(seconds(59), "192.0.2.2")).toEqual([start, "192.0.2.1"]);
    expect(await seen(minutes(1), "192.0.2.3")).toEqual([start + minutes(1), "192.0.2.3"]);
  });
});

describe("revoking a key", () => {
  test("ends it at once, with a trace, and again is quiet", async () => {
    const { token, keyId } = await keyOf("ben");
    await revokeApiKey(story.ben, { keyId });
    expect(await findApiKey(token, story.ben.now)).toBeNull();
    expect(await lastEvent()).toMatchObject({ action: "api-key.revoke", subjectId: keyId });
    await expectQuiet(() => revokeApiKey(story.ben, { keyId }));
  });

  test("is for its person and for admins; to others there is no such key", async () => {
    const { token, keyId } = await keyOf("ben");
    await expectRefusal(revokeApiKey(story.ada, { keyId }), "not_found");
    await expectRefusal(revokeApiKey(story.ada, { keyId: story.ada.actor.id }), "not_found");
    expect(await findApiKey(token, story.ben.now)).not.toBeNull();
    await revokeApiKey(story.omar, { keyId });
    expect(await findApiKey(token, story.ben.now)).toBeNull();
  });
});

describe("the list of keys", () => {
  test("shows one's own that work, the newest first, and nothing that opens", async () => {
    const first = await keyOf("ben");
    const second = await keyOf("ben");
    const gone = await keyOf("ben");
    await keyOf("lea");
    await revokeApiKey(story.ben, { keyId: gone.keyId });
    const { keys, next } = await listApiKeys(story.ben);
    expect(keys.map(({ id }) => id)).toEqual([second.keyId, first.keyId]);
    expect(next).toBeNull();
    expect(Object.keys(keys[0] ?? {})).not.toContain("tokenHash");
    const ended = await listApiKeys(story.ben, { state: "ended" });
    expect(ended.keys.map(({ id }) => id)).toEqual([gone.keyId]);
    expect((await listApiKeys(story.ben, { state: "all" })).keys).toHaveLength(3);
  });

  test("shows everybody's to admins alone, and finds by name and owner", async () => {
    await keyOf("ben");
    await keyOf("lea");
    await expectRefusal(listApiKeys(story.ada, { whose: "everybody" }), "forbidden");
    await expectRefusal(listApiKeys(story.nobody), "unauthenticated");
    const all = await listApiKeys(story.omar, { whose: "everybody" });
    expect(all.keys.map(({ person }) => person.name)).toEqual(["Lea", "Ben"]);
    const found = await listApiKeys(story.omar, { whose: "everybody", text: "lea" });
    expect(found.keys).toHaveLength(1);
    expect((await listApiKeys(story.omar, { whose: "everybody", text: "_%" })).keys).toHaveLength(0);
  });

  test("is paged by key", async () => {
    for (let made = 0; made < 51; made += 1)
      await createApiKey(later(story.ben, days(made * 2)), {
        name: `key ${made}`,
        scopes: reading,
        expiresInDays: 1,
      });
    const first = await listApiKeys(story.ben, { state: "all" });
    expect(first.keys).toHaveLength(50);
    const rest = await listApiKeys(story.ben, { state: "all", after: first.next ?? undefined });
    expect(rest.keys.map(({ name }) => name)).toEqual(["key 0"]);
    expect(rest.next).toBeNull();
  });
});
