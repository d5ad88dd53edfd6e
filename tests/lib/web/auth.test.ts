import { decode, encode } from "next-auth/jwt";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { databaseNow } from "@/lib/core/clock";
import { database } from "@/lib/core/database";
import { makeLog } from "@/lib/core/log";
import { forgetSingleton, singleton } from "@/lib/core/singleton";
import { findSession } from "@/lib/people/sign-in/queries";
import { authOptions, openSessionCookie, sessionCookie } from "@/lib/web/auth";
import { accountOf } from "@/lib/web/refusal-log";
import { shortCookie, themeCookie } from "@/lib/web/short-cookie";
import { cast, castPassword } from "../../support/cast";

const secret = "a secret of the suite, long enough for its purpose";

beforeEach(async () => {
  process.env.HIGHWATER_SESSION_SECRET = secret;
  forgetSingleton("session-secret");
  await database().signInThrottle.deleteMany();
  await cast();
});

afterEach(() => {
  delete process.env.HIGHWATER_URL;
});

describe("the session cookie", () => {
  test("is bound to host and TLS when Highwater's address is https", () => {
    process.env.HIGHWATER_URL = "https://highwater.example.org";
    expect(sessionCookie()).toEqual({
      name: "__Host-highwater-session",
      options: { httpOnly: true, sameSite: "lax", path: "/", secure: true },
    });
  });

  test("is a plain one, and still out of reach of scripts, where there is no TLS", () => {
    process.env.HIGHWATER_URL = "http://192.168.1.20:3000";
    expect(sessionCookie()).toMatchObject({
      name: "highwater-session",
      options: { httpOnly: true, secure: false },
    });
  });

  test("has company as strict as itself: every other cookie of the product's and of next-auth's own", () => {
    process.env.HIGHWATER_URL = "https://highwater.example.org";
    const strict = { httpOnly: true, sameSite: "lax", path: "/", secure: true };
    for (const cookie of [
      themeCookie(),
      shortCookie("second-step", 600_000),
      authOptions().cookies?.callbackUrl,
    ])
      expect(cookie).toMatchObject({
        name: expect.stringMatching(/^__Host-highwater-/),
        options: strict,
      });
    expect(authOptions().useSecureCookies).toBe(true);
    process.env.HIGHWATER_URL = "http://192.168.1.20:3000";
    expect(themeCookie()).toMatchObject({ name: "highwater-theme", options: { ...strict, secure: false } });
  });

  test("gives back the token that was put in", async () => {
    expect(await openSessionCookie(await encode({ token: { sid: "abc" }, secret }))).toBe("abc");
  });

  test("is worth nothing when another secret sealed it, when it was changed, or when it is too old", async () => {
    const good = await encode({ token: { sid: "abc" }, secret });
    const other = await encode({ token: { sid: "abc" }, secret: "another secret of about this same length" });
    const old = await encode({ token: { sid: "abc" }, secret, maxAge: -60 });
    const changed = `${good.slice(0, -6)}AAAAAA`;
    for (const sealed of [other, old, changed]) expect(await openSessionCookie(sealed)).toBeNull();
  });

  test.each([
    "",
    "x",
    "a.b.c",
    "....",
    "null",
    "{}",
    "\u0000",
    "🌊",
    "a".repeat(20_000),
    `${"a.".repeat(4)}a`,
  ])("is worth nothing when it is %j, and nothing is thrown", async (sealed) => {
    expect(await openSessionCookie(sealed)).toBeNull();
  });

  test("is worth nothing when it carries something else than a token", async () => {
    for (const token of [{}, { sid: 7 }, { sid: { $ne: "" } }, { sub: "abc" }])
      expect(await openSessionCookie(await encode({ token, secret }))).toBeNull();
  });
});

describe("signing in through next-auth's own route", () => {
  type Authorize = (
    credentials: unknown,
    request: { headers: Record<string, string> },
  ) => Promise<{ id: string } | null>;

  const authorize: Authorize = (credentials, request) => {
    const [provider] = authOptions().providers as unknown as { options: { authorize: Authorize } }[];
    if (!provider) throw new Error("there is no provider");
    return provider.options.authorize(credentials, request);
  };
  const from = { headers: { "user-agent": "Firefox", "x-highwater-peer": "203.0.113.5" } };

  test("begins a session like the form does", async () => {
    const user = await authorize({ email: "ada@example.org", password: castPassword }, from);
    expect((await findSession(user?.id ?? "", await databaseNow()))?.person.name).toBe("Ada");
    expect(await database().session.findFirst({ orderBy: { createdAt: "desc" } })).toMatchObject({
      userAgent: "Firefox",
      address: "203.0.113.5",
    });
  });

  test.each([
    [{ email: "ada@example.org", password: "wrong" }],
    [{ email: "mallory@example.org", password: castPassword }],
    [{ email: "ada@example.org" }],
    [{}],
    [undefined],
  ])("lets %j in nowhere", async (credentials) => {
    expect(await authorize(credentials, from)).toBeNull();
  });

  test("leaves a line in the log where it fails, with the account's digest and without the password", async () => {
    const lines: string[] = [];
    forgetSingleton("log");
    singleton("log", () => makeLog("info", { write: (line) => void lines.push(line) }));
    await authorize({ email: "ada@example.org", password: "a wrong guess" }, from);
    forgetSingleton("log");
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      ...{ level: "warn", action: "session.begin", code: "unauthenticated", msg: "refused" },
      ...{ address: "203.0.113.5", account: accountOf("ada@example.org") },
    });
    expect(lines.join("")).not.toMatch(/ada@|wrong guess/);
  });

  test("is slowed like the form, and says so in one word", async () => {
    const guess = () => authorize({ email: "ada@example.org", password: "wrong" }, from);
    for (let turn = 0; turn < 5; turn += 1) expect(await guess()).toBeNull();
    await expect(guess()).rejects.toThrow(/^rate_limited$/);
  });

  test("puts the session's token into the cookie and nothing about the person", async () => {
    const { callbacks } = authOptions();
    const token = await callbacks?.jwt?.({
      token: { name: "Ada", email: "ada@example.org", sub: "abc" },
      user: { id: "abc" },
      account: null,
    });
    expect(token).toEqual({ sid: "abc" });
    expect(
      Object.keys(
        (await decode({ token: await encode({ token: token ?? {}, secret }), secret })) ?? {},
      ).sort(),
    ).toEqual(["exp", "iat", "jti", "sid"]);
  });

  test("returns to this site only", async () => {
    process.env.HIGHWATER_URL = "https://highwater.example.org";
    const go = (url: string) => authOptions().callbacks?.redirect?.({ url, baseUrl: "https://evil.example" });
    expect(await go("/incidents")).toBe("https://highwater.example.org/incidents");
    expect(await go("https://highwater.example.org/incidents")).toBe(
      "https://highwater.example.org/incidents",
    );
    for (const elsewhere of [
      "https://evil.example/",
      "//evil.example",
      "https://highwater.example.org.evil.example/",
    ])
      expect(await go(elsewhere)).toBe("https://highwater.example.org/");
  });

  test("signing out ends the session itself", async () => {
    const user = await authorize({ email: "ada@example.org", password: castPassword }, from);
    const signOut = authOptions().events?.signOut;
    await signOut?.({ token: { sid: user?.id ?? "" }, session: {} as never });
    expect(await findSession(user?.id ?? "", await databaseNow())).toBeNull();
    await signOut?.({ token: { sid: "long gone" }, session: {} as never });
  });
});
