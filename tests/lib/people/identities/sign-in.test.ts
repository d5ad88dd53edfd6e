import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { isRefusal } from "@/lib/core/refusal";
import { deactivatePerson } from "@/lib/people/commands";
import { beginSessionAtProvider, forgetIdentity } from "@/lib/people/identities/commands";
import { proveAtProvider } from "@/lib/people/identities/proof";
import { askProvider } from "@/lib/people/identities/provider";
import { invite } from "@/lib/people/invitations/commands";
import { lookAtLink } from "@/lib/people/invitations/queries";
import { getPerson } from "@/lib/people/queries";
import { findSession } from "@/lib/people/sign-in/queries";
import { type Cast, cast, people } from "../../../support/cast";
import { type LyingIssuer, startLyingIssuer } from "../../../support/issuers/lying";
import { type RealIssuer, startRealIssuer } from "../../../support/issuers/real";
import {
  configureProvider,
  followRedirects,
  provider,
  redirectUri,
  visitProvider,
} from "../../../support/issuers/visit";
import { expectQuiet, lastEvent } from "../support";

const device = { userAgent: "Firefox", address: "192.0.2.1" };
const mapping = { ROLES: "sre=responder,leads=lead,bosses=admin" };

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
  await database().oneTimeLink.deleteMany();
  const cast_ = Object.values(people).map(({ email }) => email);
  await database().person.deleteMany({ where: { email: { notIn: cast_ } } });
  story = await cast();
});

/** Signs in at the real provider as this subject, of whom it says this. */
async function comeAs(subject: string, says: Record<string, unknown>) {
  real.accounts.set(subject, says);
  real.asWhom(subject);
  const proof = await visitProvider(new Date());
  return beginSessionAtProvider(story.nobody, { proof, ...device });
}

/** The word with which something was refused; whatever else happens fails the test. */
async function noticeOf(promise: Promise<unknown>): Promise<unknown> {
  const error = await promise.then(
    () => "it was not refused",
    (reason: unknown) => reason,
  );
  if (!isRefusal(error)) throw error;
  return (error.detail as { notice?: unknown } | undefined)?.notice ?? error.message;
}

const verified = (email: string) => ({ email, email_verified: true });

describe("signing in at a real provider", () => {
  beforeEach(() => configureProvider(real.url, mapping));

  test("makes somebody new with the highest role of their groups, and a session of ours", async () => {
    const { token, personId } = await comeAs("nina", {
      ...verified("Nina@Example.org"),
      name: "Nina North",
      zoneinfo: "Europe/Berlin",
      groups: ["sre", "leads", "choir"],
    });
    expect(await getPerson(story.omar, personId)).toMatchObject({
      ...{ name: "Nina North", email: "nina@example.org", role: "lead", timeZone: "Europe/Berlin" },
      ...{ state: "active", hasPassword: false },
    });
    const session = await findSession(token, story.nobody.now);
    expect(session).toMatchObject({ provedAt: null, person: { id: personId, role: "lead" } });
    const event = await lastEvent();
    expect(event).toMatchObject({ action: "session.begin-at-provider", actorRole: "nobody" });
    expect(event.fields).toMatchObject({ personId: [null, personId], issuer: [null, real.url] });
    const trail = await database().auditEvent.findFirstOrThrow({ orderBy: { id: "desc" } });
    expect(JSON.stringify(trail.changes)).toContain('"role":[null,"lead"]');
    expect(JSON.stringify(trail.changes)).not.toMatch(/token|code|nonce/);
  });

  test("knows them again by issuer and subject, whatever their address has become", async () => {
    const first = await comeAs("nina", { ...verified("nina@example.org"), groups: ["sre"] });
    const second = await comeAs("nina", { ...verified("nina.north@example.org"), groups: ["sre"] });
    expect(second.personId).toBe(first.personId);
    expect(await getPerson(story.omar, first.personId)).toMatchObject({ email: "nina@example.org" });
  });

  test("links somebody who is here already by their verified address, once, and leaves the password", async () => {
    const { personId } = await comeAs("ben-there", { ...verified("ben@example.org"), groups: ["sre"] });
    expect(personId).toBe(story.ben.actor.id);
    expect(await getPerson(story.omar, personId)).toMatchObject({
      hasPassword: true,
      identities: [{ issuer: real.url }],
    });
  });

  test("answers an invitation: the person comes in, and its link sets no password any more", async () => {
    const guest = { name: "Nina", email: "nina@example.org", role: "viewer" };
    const { token, personId } = await invite(story.omar, guest);
    expect((await comeAs("nina", { ...verified("nina@example.org"), groups: ["sre"] })).personId).toBe(
      personId,
    );
    expect(await lookAtLink(story.nobody, "invitation", token)).toMatchObject({ usable: false });
    expect(await getPerson(story.omar, personId)).toMatchObject({ state: "active", role: "responder" });
  });

  test("gives the role of the groups again at each sign-in", async () => {
    const { personId } = await comeAs("nina", { ...verified("nina@example.org"), groups: ["leads"] });
    await comeAs("nina", { ...verified("nina@example.org"), groups: ["sre"] });
    expect(await getPerson(story.omar, personId)).toMatchObject({ role: "responder" });
  });

  test("never takes the last admin away, and may take one of two", async () => {
    const omar = () => comeAs("omar-there", { ...verified("omar@example.org"), groups: ["sre"] });
    await omar();
    expect(await getPerson(story.omar, story.omar.actor.id)).toMatchObject({ role: "admin" });
    await comeAs("nina", { ...verified("nina@example.org"), groups: ["bosses"] });
    await omar();
    expect(await getPerson(story.omar, story.omar.actor.id)).toMatchObject({ role: "responder" });
  });

  test("refuses whoever has no mapped group, new or known, unless there is a role for them", async () => {
    for (const email of ["nina@example.org", "ben@example.org"])
      expect(await noticeOf(comeAs(email, { ...verified(email), groups: ["choir"] }))).toBe(
        "provider_not_admitted",
      );
    expect(await database().person.count({ where: { email: "nina@example.org" } })).toBe(0);
    configureProvider(real.url, { ...mapping, DEFAULT_ROLE: "viewer" });
    const { personId } = await comeAs("nina", { ...verified("nina@example.org"), groups: ["choir"] });
    expect(await getPerson(story.omar, personId)).toMatchObject({ role: "viewer" });
  });

  test("leaves roles alone where no group is mapped at all", async () => {
    configureProvider(real.url, { DEFAULT_ROLE: "viewer" });
    await comeAs("lea-there", { ...verified("lea@example.org"), groups: ["bosses"] });
    expect(await getPerson(story.omar, story.lea.actor.id)).toMatchObject({ role: "lead" });
  });

  test("keeps somebody deactivated out, linked or not, and ends what they had", async () => {
    const mallory = () => comeAs("mallory", { ...verified("mallory@example.org"), groups: ["bosses"] });
    expect(await noticeOf(mallory())).toBe("provider_not_admitted");
    const { token, personId } = await comeAs("nina", { ...verified("nina@example.org"), groups: ["sre"] });
    await deactivatePerson(story.omar, { personId });
    expect(await findSession(token, story.nobody.now)).toBeNull();
    expect(await noticeOf(comeAs("nina", { ...verified("nina@example.org"), groups: ["sre"] }))).toBe(
      "provider_not_admitted",
    );
  });

  test("takes only the domains that are allowed", async () => {
    configureProvider(real.url, { ...mapping, ALLOWED_DOMAINS: "example.org" });
    const from = (email: string) => comeAs(email, { ...verified(email), groups: ["sre"] });
    for (const email of ["eve@example.com", "eve@sub.example.org", "eve@example.org.example.com"])
      expect(await noticeOf(from(email))).toBe("provider_not_admitted");
    await from("eve@example.org");
  });

  test("makes one person of two first sign-ins at once", async () => {
    real.accounts.set("nina", { ...verified("nina@example.org"), groups: ["sre"] });
    real.asWhom("nina");
    const proofs = [await visitProvider(new Date()), await visitProvider(new Date())];
    const begun = await Promise.all(
      proofs.map((proof) => beginSessionAtProvider(story.nobody, { proof, ...device })),
    );
    expect(new Set(begun.map(({ personId }) => personId)).size).toBe(1);
    expect(await database().identity.count()).toBe(1);
  });

  test("links somebody anew once an admin has forgotten the old link, and ends their sessions with it", async () => {
    const { token, personId } = await comeAs("nina", { ...verified("nina@example.org"), groups: ["sre"] });
    const anew = () => comeAs("nina-anew", { ...verified("nina@example.org"), groups: ["sre"] });
    expect(await noticeOf(anew())).toBe("provider_not_admitted");
    await forgetIdentity(story.omar, { personId });
    expect(await findSession(token, story.nobody.now)).toBeNull();
    expect((await anew()).personId).toBe(personId);
    await database().identity.deleteMany();
    await expectQuiet(() => forgetIdentity(story.omar, { personId }));
  });
});

describe("a provider that lies about the address is refused, and nobody is made or linked", () => {
  beforeEach(() => configureProvider(real.url, mapping));

  test.each([
    ["says nothing about it", { groups: ["bosses"] }, "provider_unverified"],
    [
      "says that it is not verified",
      { email: "ben@example.org", email_verified: false },
      "provider_unverified",
    ],
    ["does not say whether it is verified", { email: "ben@example.org" }, "provider_unverified"],
    [
      "says so in a word of its own",
      { email: "ben@example.org", email_verified: "yes" },
      "provider_unverified",
    ],
    ["gives something that is none", { email: "ben", email_verified: true }, "provider_unverified"],
    [
      "gives a list",
      { email: ["ben@example.org", "omar@example.org"], email_verified: true },
      "provider_unverified",
    ],
  ])("when it %s", async (_name, says, notice) => {
    await expectQuiet(async () => {
      expect(await noticeOf(comeAs("liar", { groups: ["bosses"], ...says }))).toBe(notice);
    });
    expect(await database().identity.count()).toBe(0);
  });

  test("when it gives somebody known the address of somebody else", async () => {
    await comeAs("nina", { ...verified("nina@example.org"), groups: ["sre"] });
    const taken = comeAs("nina", { ...verified("omar@example.org"), groups: ["sre"] });
    expect(await noticeOf(taken)).toBe("provider_not_admitted");
  });

  test("when a second subject comes with the address of somebody who is linked", async () => {
    await comeAs("ben-there", { ...verified("ben@example.org"), groups: ["sre"] });
    const other = comeAs("somebody-else", { ...verified("ben@example.org"), groups: ["bosses"] });
    expect(await noticeOf(other)).toBe("provider_not_admitted");
    expect(await getPerson(story.omar, story.ben.actor.id)).toMatchObject({ role: "responder" });
  });
});

describe("an answer that cannot be believed is refused, in one and the same word", () => {
  beforeEach(() => {
    configureProvider(liar.url, { DEFAULT_ROLE: "viewer" });
    liar.says({});
  });

  const honest = { sub: "nina", ...verified("nina@example.org") };
  const visit = async () => {
    const proof = await visitProvider(new Date());
    return beginSessionAtProvider(story.nobody, { proof, ...device });
  };
  const past = Math.floor(Date.now() / 1_000) - 3_600;

  test("while the same issuer is believed when it does not lie", async () => {
    liar.says({ claims: honest });
    expect((await visit()).token).toHaveLength(43);
  });

  test.each([
    ["another issuer", { claims: { ...honest, iss: "https://elsewhere.example" } }],
    ["another audience", { claims: { ...honest, aud: "another-client" } }],
    ["several audiences and no party", { claims: { ...honest, aud: ["highwater", "another-client"] } }],
    ["another nonce", { claims: { ...honest, nonce: "of another sign-in" } }],
    ["no nonce", { claims: { ...honest, nonce: undefined } }],
    ["a token that ran out", { claims: { ...honest, iat: past - 300, exp: past } }],
    ["a token of tomorrow", { claims: { ...honest, nbf: past + 90_000 } }],
    ["no end of the token", { claims: { ...honest, exp: undefined } }],
    ["no subject", { claims: { ...honest, sub: undefined } }],
    ["a subject too long to be one", { claims: { ...honest, sub: "a".repeat(256) } }],
    ["a key that it does not publish", { claims: honest, key: "unpublished" as const }],
    ["no signature", { claims: honest, key: "none" as const }],
    ["a userinfo of somebody else", { claims: honest, userinfo: { sub: "omar" } }],
    ["a state that was not asked", { claims: honest, answer: { state: "another" } }],
    ["an answer of another issuer", { claims: honest, answer: { iss: "https://elsewhere.example" } }],
    ["a code that it never gave", { claims: honest, answer: { code: "made up" } }],
    ["an error", { claims: honest, answer: { error: "access_denied" } }],
  ])("when it has %s", async (_name, lie) => {
    liar.says(lie);
    await expectQuiet(async () => {
      expect(await noticeOf(visit())).toBe("provider_failed");
    });
    expect(await database().person.count({ where: { email: "nina@example.org" } })).toBe(0);
  });

  test("when it comes a second time, or eleven minutes later", async () => {
    liar.says({ claims: honest });
    const now = new Date();
    const { url, asked } = await askProvider(provider(), { redirectUri, now, again: false });
    const answer = await followRedirects(url);
    const late = new Date(now.getTime() + 11 * 60_000);
    const judge = (at: Date) => proveAtProvider(provider(), { redirectUri, now: at, asked, answer });
    expect(await noticeOf(judge(late))).toBe("provider_failed");
    await judge(now);
    expect(await noticeOf(judge(now))).toBe("provider_failed");
  });

  test("when the browser's verifier is not the one that was asked with", async () => {
    liar.says({ claims: honest });
    const { url, asked } = await askProvider(provider(), { redirectUri, now: new Date(), again: false });
    const answer = await followRedirects(url);
    const stolen = { ...asked, codeVerifier: "x".repeat(43) };
    const judged = proveAtProvider(provider(), { redirectUri, now: new Date(), asked: stolen, answer });
    expect(await noticeOf(judged)).toBe("provider_failed");
  });

  test("and what only looks like a proof begins nothing", async () => {
    const proof = { issuer: liar.url, claims: honest, again: false };
    await expect(beginSessionAtProvider(story.nobody, { proof, ...device })).rejects.toMatchObject({
      code: "invalid",
    });
  });

  test("and a provider that does not answer is named so", async () => {
    configureProvider("http://127.0.0.1:9", { DEFAULT_ROLE: "viewer" });
    expect(await noticeOf(visitProvider(new Date()))).toBe("provider_unreachable");
  });

  test("and a provider that calls itself otherwise is not spoken to", async () => {
    configureProvider(`${liar.url}/`, { DEFAULT_ROLE: "viewer" });
    expect(await noticeOf(visitProvider(new Date()))).toBe("provider_unreachable");
  });
});
