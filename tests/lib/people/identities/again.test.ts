import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { beginSessionAtProvider, proveSessionAtProvider } from "@/lib/people/identities/commands";
import { proveSession } from "@/lib/people/sign-in/commands";
import { findSession, wayToProve } from "@/lib/people/sign-in/queries";
import { type Cast, type CastContext, cast, castPassword } from "../../../support/cast";
import { type LyingIssuer, startLyingIssuer } from "../../../support/issuers/lying";
import { type RealIssuer, startRealIssuer } from "../../../support/issuers/real";
import { configureProvider, redirectUri, visitProvider } from "../../../support/issuers/visit";
import { expectRefusal, lastEvent } from "../support";

const device = { userAgent: "Firefox", address: "192.0.2.1" };

let story: Cast;
let real: RealIssuer;
let liar: LyingIssuer;

beforeAll(async () => {
  [real, liar] = await Promise.all([startRealIssuer(redirectUri), startLyingIssuer()]);
});

afterAll(() => Promise.all([real.close(), liar.close()]));

beforeEach(async () => {
  await database().identity.deleteMany();
  await database().session.deleteMany();
  story = await cast();
});

const verified = (email: string) => ({ email, email_verified: true });

/** Ada's session, begun at the real provider, and the jar of her browser there. */
async function adaThere(now: Date) {
  configureProvider(real.url, { DEFAULT_ROLE: "viewer" });
  real.accounts.set("ada", verified("ada@example.org"));
  real.asWhom("ada");
  const jar = new Map<string, string>();
  const proof = await visitProvider(now, { jar });
  const { token } = await beginSessionAtProvider({ ...story.nobody, now }, { proof, ...device });
  const session = await findSession(token, now);
  if (!session) throw new Error("the session is over");
  const ada: CastContext = { ...story.ada, now };
  return { ada, jar, token, session };
}

describe("a session that began at a provider", () => {
  test("is no fresh login before its owner was asked again, and is one afterwards", async () => {
    const now = new Date();
    const { ada, jar, token, session } = await adaThere(now);
    expect(await wayToProve(session)).toMatchObject({ by: "provider", provedAt: null });
    const proof = await visitProvider(now, { again: true, jar });
    await proveSessionAtProvider(ada, { proof, sessionId: session.sessionId });
    expect((await findSession(token, now))?.provedAt).toEqual(now);
    const event = await lastEvent();
    expect(event).toMatchObject({ action: "session.prove-at-provider", actorId: ada.actor.id });
    expect(event.fields).toEqual({ provedAt: [null, now.toISOString()] });
  });

  test("is not proved by a sign-in that asked nobody anything", async () => {
    const now = new Date();
    const { ada, jar, session } = await adaThere(now);
    const proof = await visitProvider(now, { jar });
    await expectRefusal(
      proveSessionAtProvider(ada, { proof, sessionId: session.sessionId }),
      "forbidden",
      /did not ask/,
    );
  });

  test("is not proved by somebody else, and not for somebody else", async () => {
    const now = new Date();
    const { ada, session } = await adaThere(now);
    real.accounts.set("ben", verified("ben@example.org"));
    real.asWhom("ben");
    const proof = await visitProvider(now, { again: true });
    await expectRefusal(
      proveSessionAtProvider(ada, { proof, sessionId: session.sessionId }),
      "forbidden",
      /somebody else/,
    );
    expect((await database().session.findFirstOrThrow()).provedAt).toBeNull();
  });

  test("is not proved by the password, even a right one", async () => {
    const now = new Date();
    const { ada, session } = await adaThere(now);
    await expectRefusal(
      proveSession(ada, { password: castPassword, sessionId: session.sessionId }),
      "forbidden",
      /confirm there/,
    );
  });

  test("is not proved once it is over", async () => {
    const now = new Date();
    const { ada, session } = await adaThere(now);
    const proof = await visitProvider(now, { again: true });
    await database().session.updateMany({ data: { revokedAt: now } });
    await expectRefusal(
      proveSessionAtProvider(ada, { proof, sessionId: session.sessionId }),
      "unauthenticated",
    );
  });
});

describe("a provider that did not ask again", () => {
  const ago = (minutes: number) => Math.floor(Date.now() / 1_000) - minutes * 60;

  test.each([
    ["says nothing of when", undefined],
    ["says that it was five minutes ago", ago(5)],
    ["says that it will be in five minutes", ago(-5)],
    ["says it in words", "now"],
  ])("is not believed when it %s", async (_name, auth_time) => {
    configureProvider(liar.url, { DEFAULT_ROLE: "viewer" });
    liar.says({ claims: { sub: "ada", ...verified("ada@example.org"), auth_time } });
    await expect(visitProvider(new Date(), { again: true })).rejects.toMatchObject({
      detail: { notice: "provider_not_again" },
    });
  });
});
