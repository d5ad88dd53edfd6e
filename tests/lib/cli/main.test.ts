import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { databaseNow } from "@/lib/core/clock";
import { nobodyContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { findApiKey } from "@/lib/people/api-keys/queries";
import { acceptInvitation, resetPassword } from "@/lib/people/invitations/commands";
import { challengeOf } from "@/lib/people/second-factor/challenge";
import { beginSession, finishSignIn } from "@/lib/people/sign-in/commands";
import { type CastContext, cast, castPassword } from "../../support/cast";
import { later, minutes } from "../../support/clock";
import { switchOnFactor } from "../../support/second-factor";
import { countEvents, lastEvent } from "../people/support";
import { highwater, highwaterJson, highwaterProgram } from "./support";

const tokenIn = (out: string) => /\/([\w-]{43})\s*$/.exec(out)?.[1];
const password = "back in the boat again";

beforeAll(async () => {
  await cast();
});

describe("an admin who lost their password", () => {
  test("gets a one-time link on the machine itself, and signs in with a new one", async () => {
    const { out, err, code } = await highwaterProgram(["user", "reset-password", "Omar@example.org"]);
    expect({ err, code }).toEqual({ err: "", code: 0 });
    expect(out).toMatch(
      /omar@example\.org can set a new password, once, until \d{4}-\d\d-\d\d \d\d:\d\d UTC:/,
    );
    expect(out).toContain("https://highwater.example.org/reset-password/");
    expect(await lastEvent()).toMatchObject({
      action: "person.offer-password-reset",
      actorId: null,
      actorRole: "system",
      via: "cli",
    });
    const nobody = nobodyContext(await databaseNow());
    const { email } = await resetPassword(nobody, { token: tokenIn(out), password });
    expect((await beginSession(nobody, { email, password })).person.role).toBe("admin");
  });

  test.each([
    ["stranger@example.org", /^Nobody has the address/],
    ["mallory@example.org", /^Mallory was deactivated/],
  ])("is told why not, for %s, with exit code 10", async (email, reason) => {
    const { out, err, code } = await highwater(["user", "reset-password", email]);
    expect({ out, code }).toEqual({ out: "", code: 10 });
    expect(err).toMatch(reason);
  });
});

describe("somebody who lost phone and recovery codes", () => {
  let omar: CastContext;
  let codes: readonly string[];

  const signIn = (now: Date) =>
    beginSession(nobodyContext(now), { email: "omar@example.org", password: castPassword });
  const reset = (email: string) => highwater(["user", "reset-second-factor", email]);
  const left = (personId: string) =>
    Promise.all([
      database().secondFactor.count({ where: { personId } }),
      database().recoveryCode.count({ where: { personId } }),
    ]);

  beforeEach(async () => {
    ({ omar } = await cast());
    ({ codes } = await switchOnFactor(omar));
  });

  test("signs in with the password alone afterwards, and the trail says who took the factor away", async () => {
    const challenge = await signIn(omar.now).catch(challengeOf);
    expect(await left(omar.actor.id)).toEqual([1, 10]);
    expect(await reset(" Omar@example.org")).toEqual({
      out: "omar@example.org has no second factor now: the password is enough.",
      err: "",
      code: 0,
    });
    expect(await left(omar.actor.id)).toEqual([0, 0]);
    expect(await lastEvent()).toMatchObject({
      ...{ action: "second-factor.reset", actorId: null, actorRole: "system", via: "cli" },
      ...{ subjectKind: "person", subjectId: omar.actor.id, fields: { secondFactor: ["on", "off"] } },
    });
    expect((await signIn(later(omar.now, minutes(2)))).person.name).toBe("Omar");
    await switchOnFactor(omar);
    const stolen = { challenge, code: codes[0], userAgent: "Firefox", address: "192.0.2.1" };
    await expect(finishSignIn(nobodyContext(omar.now), stolen)).rejects.toMatchObject({ code: "invalid" });
    await reset("omar@example.org");
  });

  test("may have none: that is said too, and leaves no trace", async () => {
    await reset("omar@example.org");
    const before = await countEvents();
    const { value, code } = await highwaterJson(["user", "reset-second-factor", "omar@example.org"]);
    expect({ value, code }).toEqual({ value: { email: "omar@example.org" }, code: 0 });
    expect(await countEvents()).toBe(before);
  });

  test("must be somebody here, and must be named", async () => {
    expect(await reset("stranger@example.org")).toMatchObject({
      ...{ out: "", code: 10 },
      err: expect.stringMatching(/^Nobody has the address stranger@example\.org/),
    });
    expect((await highwater(["user", "reset-second-factor"])).code).toBe(2);
    expect(await left(omar.actor.id)).toEqual([1, 10]);
    await reset("omar@example.org");
  });
});

describe("adding a person", () => {
  test("prints the link with which they choose a password; asked again, a new one", async () => {
    const typed = ["user", "add", "guest@example.org", "--name", "Guest", "--role", "admin"];
    const { out, code } = await highwater(typed);
    expect(code).toBe(0);
    expect(out).toContain("/invitation/");
    const again = await highwater(["user", "reset-password", "guest@example.org"]);
    const nobody = nobodyContext(await databaseNow());
    const accept = (printed: string) =>
      acceptInvitation(nobody, { token: tokenIn(printed), name: "Guest", password, timeZone: "UTC" });
    await expect(accept(out)).rejects.toMatchObject({ message: /replaced by a newer/ });
    await accept(again.out);
    expect((await beginSession(nobody, { email: "guest@example.org", password })).person.role).toBe("admin");
  });

  test.each([
    ["a taken address", ["ben@example.org", "--name", "Ben"], /^Ben has this address already/],
    ["a role there is not", ["new@example.org", "--name", "New", "--role", "king"], /Choose a role/],
    ["no address", ["new", "--name", "New"], /not an e-mail address/],
  ])("is refused for %s with exit code 10", async (_name, typed, reason) => {
    const { err, code } = await highwater(["user", "add", ...typed]);
    expect(code).toBe(10);
    expect(err).toMatch(reason);
  });
});

describe("an API key", () => {
  const make = (...typed: string[]) => highwaterJson(["key", "create", ...typed]);

  test("is made for a person and found by its token, with the scopes that were asked for", async () => {
    const typed = ["--for", "ben@example.org", "--name", "deploys", "--scope", "services:read"];
    const { value, code } = await make(...typed, "--scope", "incidents:write", "--days", "7");
    expect(code).toBe(0);
    expect(await findApiKey(value.token, await databaseNow())).toMatchObject({
      name: "deploys",
      scopes: ["incidents:write", "services:read"],
      person: { name: "Ben" },
    });
    expect(await lastEvent()).toMatchObject({ action: "api-key.create", actorRole: "system", via: "cli" });
  });

  test.each([
    ["no person", ["--name", "x", "--scope", "people:read"], 2, /--for EMAIL/],
    ["no scope", ["--for", "ben@example.org", "--name", "x"], 2, /incidents:read/],
    ["an unknown scope", ["--for", "ben@example.org", "--name", "x", "--scope", "all"], 10, /no scope all/],
    [
      "more than the person may",
      ["--for", "cleo@example.org", "--name", "x", "--scope", "incidents:write"],
      10,
      /./,
    ],
    [
      "somebody deactivated",
      ["--for", "mallory@example.org", "--name", "x", "--scope", "people:read"],
      10,
      /Nobody active/,
    ],
  ])("is refused for %s", async (_case, typed, code, reason) => {
    const answer = await make(...typed);
    expect(answer.code).toBe(code);
    expect(answer.value.error.message).toMatch(reason);
  });
});

describe("a command that cannot be carried out", () => {
  test("shows how it is written, with exit code 2", async () => {
    const { err, code } = await highwater(["user", "remove"]);
    expect(code).toBe(2);
    expect(err).toMatch(/no command 'user remove'[\s\S]*--help/);
    expect(await highwaterJson(["user", "remove"])).toMatchObject({
      value: { error: { code: "usage" } },
      err: "",
      code: 2,
    });
  });

  test("says in one sentence that the database does not answer, with exit code 3 and no password", async () => {
    const { err, code } = await highwater(["user", "reset-password", "omar@example.org"], {
      DATABASE_URL: "postgresql://app:top-secret@127.0.0.1:9/highwater",
    });
    expect(code).toBe(3);
    expect(err.trim().split("\n")).toHaveLength(1);
    expect(err).not.toContain("top-secret");
  });

  test("help is no failure", async () => {
    expect(await highwaterProgram(["--help"])).toMatchObject({
      code: 0,
      err: "",
      out: expect.stringMatching(/^Usage: highwater/),
    });
  });
});
