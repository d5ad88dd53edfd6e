import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { database, sql } from "@/lib/core/database";
import {
  acceptInvitation,
  invite,
  offerPasswordReset,
  renewInvitation,
} from "@/lib/people/invitations/commands";
import { claim } from "@/lib/worker/lease";
import { tick } from "@/lib/worker/main";
import { type Cast, cast, castPassword } from "../../../support/cast";
import {
  bodyOf,
  type MailServer,
  refusal,
  startMailServer,
  useMailServer,
} from "../../../support/mail-server";
import { unique } from "../../../support/world";

let story: Cast;
let server: MailServer;

beforeEach(async () => {
  process.env.HIGHWATER_URL = "https://highwater.example.org";
  await database().work.deleteMany();
  story = await cast(new Date());
  server = await startMailServer();
  useMailServer(`smtp://127.0.0.1:${server.port}`);
});

afterEach(async () => {
  useMailServer(null);
  await server.stop();
});

afterAll(() => {
  delete process.env.HIGHWATER_URL;
});

const guest = () => ({
  name: "Guest",
  email: `${unique("guest").replace(" ", "")}@example.org`,
  role: "viewer",
});
const delivery = (personId: string) =>
  database().delivery.findFirstOrThrow({ where: { notification: { personId } } });
const makeDue = () =>
  sql("update work set due_at = clock_timestamp() - interval '1 second' where finished_at is null");

/** Everything that is stored, as text, in which no token may stand. */
async function everythingStored(): Promise<string> {
  const tables = ["work", "audit_event", "notification", "delivery", "one_time_link"];
  const rows = await Promise.all(
    tables.map((table) => sql(`select to_jsonb(t)::text as text from ${table} t`)),
  );
  return JSON.stringify(rows);
}

describe("an invitation", () => {
  it("goes by mail with its link, which works, and its token is stored nowhere", async () => {
    const offer = await invite(story.omar, guest());
    expect(offer.mailed).toBe(true);
    expect(await everythingStored()).not.toContain(offer.token);
    await tick("w");
    const [mail] = server.received;
    if (!mail) return expect.unreachable();
    expect(mail.to).toEqual([offer.email]);
    const [, token = ""] = /https:\/\/highwater\.example\.org\/invitation\/([\w-]+)/.exec(bodyOf(mail)) ?? [];
    expect(token).toBe(offer.token);
    expect(bodyOf(mail)).toContain("Omar has invited you");
    expect(await delivery(offer.personId)).toMatchObject({ state: "sent", attempts: 1 });
    expect((await delivery(offer.personId)).receipt).toContain("queued as 4711");
    const work = await database().work.findFirstOrThrow({ where: { kind: "link.mail" } });
    expect(work.finishedAt).not.toBeNull();
    expect(work.payload).not.toHaveProperty("sealed");
    expect(await everythingStored()).not.toContain(offer.token);
    const profile = { name: "Guest", title: "", timeZone: "UTC", password: castPassword };
    expect(await acceptInvitation(story.nobody, { ...profile, token })).toMatchObject({ email: offer.email });
  });

  it("is not mailed where no mail server is set up, and says so", async () => {
    useMailServer(null);
    const offer = await invite(story.omar, guest());
    expect(offer.mailed).toBe(false);
    expect(await database().work.count()).toBe(0);
  });

  it("that was replaced before its mail went is not sent", async () => {
    const first = await invite(story.omar, guest());
    const second = await renewInvitation(story.omar, { personId: first.personId });
    await tick("w");
    expect(server.received).toHaveLength(1);
    expect(bodyOf(server.received[0] as never)).toContain(second.token);
    const states = await database().delivery.findMany({
      where: { notification: { personId: first.personId } },
      orderBy: { id: "asc" },
    });
    expect(states.map(({ state }) => state).sort()).toEqual(["sent", "skipped"]);
  });

  it("waits for a server that lists it grey, and arrives then", async () => {
    let asked = 0;
    server.beforeReceiver = () => {
      asked += 1;
      if (asked === 1) throw refusal(451, "4.7.1 greylisted, try again later");
    };
    const offer = await invite(story.omar, guest());
    await tick("w");
    expect(await delivery(offer.personId)).toMatchObject({ state: "queued", attempts: 1 });
    expect((await delivery(offer.personId)).reason).toContain("greylisted");
    await makeDue();
    await tick("w");
    expect(server.received).toHaveLength(1);
    expect(await delivery(offer.personId)).toMatchObject({ state: "sent", attempts: 2, reason: null });
  });

  it("that is refused for good says why, keeps no token, even where the server repeats the link", async () => {
    server.beforeTaking = ({ source }) => {
      const link = /https:\S+invitation\/[\w=\r\n-]+/.exec(source)?.[0].replace(/=\r\n/g, "");
      throw refusal(554, `5.7.1 bad link ${link}`);
    };
    const offer = await invite(story.omar, guest());
    await tick("w");
    const row = await delivery(offer.personId);
    expect(row).toMatchObject({ state: "failed", attempts: 1 });
    expect(row.reason).toContain("bad link");
    expect(row.reason).toContain("[hidden]");
    expect(await everythingStored()).not.toContain(offer.token);
    const work = await database().work.findFirstOrThrow({ where: { kind: "link.mail" } });
    expect(work).toMatchObject({ failedAt: null });
    expect(work.payload).not.toHaveProperty("sealed");
  });

  it("loses its token also when the work is given up", async () => {
    server.beforeReceiver = () => {
      throw refusal(451, "come back later");
    };
    const offer = await invite(story.omar, guest());
    await sql("update work set max_attempts = 1");
    await tick("w");
    const work = await database().work.findFirstOrThrow({ where: { kind: "link.mail" } });
    expect(work.failedAt).not.toBeNull();
    expect(work.payload).not.toHaveProperty("sealed");
    expect(await delivery(offer.personId)).toMatchObject({ state: "failed" });
  });

  it("is delivered by another worker when the first was killed before it sent", async () => {
    const offer = await invite(story.omar, guest());
    expect(await claim("killed", 1)).toHaveLength(1);
    await tick("other");
    expect(server.received).toHaveLength(0);
    await sql("update work set lease_until = clock_timestamp() - interval '1 second'");
    await tick("other");
    expect(server.received).toHaveLength(1);
    expect(await delivery(offer.personId)).toMatchObject({ state: "sent" });
  });

  it("is sent again under the same Message-ID when the worker died after the server took it, and no third time", async () => {
    const offer = await invite(story.omar, guest());
    await tick("killed");
    // As if the process had ended between the server's answer and the commit: nothing of it was written down.
    await sql("update delivery set state = 'queued', settled_at = null, receipt = null, attempts = 0");
    const again = { ...(await database().work.findFirstOrThrow({ where: { kind: "link.mail" } })) };
    expect(again.finishedAt).not.toBeNull();
    const ids = () => server.received.map(({ source }) => /^Message-ID: (.*)\r$/im.exec(source)?.[1]);
    const { id } = await database().oneTimeLink.findFirstOrThrow({ where: { personId: offer.personId } });
    const { mailLink } = await import("@/lib/notifications/links/sending");
    const { seal } = await import("@/lib/core/sealed");
    const sealed = Buffer.from(seal(offer.token, "mail")).toString("base64");
    await mailLink({ linkId: id, by: null, sealed }, new Date(), false);
    await mailLink({ linkId: id, by: null, sealed }, new Date(), false);
    expect(ids()).toHaveLength(2);
    expect(new Set(ids()).size).toBe(1);
  });
});

describe("a password link", () => {
  it("goes by mail, and not to somebody who was deactivated meanwhile", async () => {
    const { token } = await offerPasswordReset(story.omar, { personId: story.ben.actor.id });
    await tick("w");
    expect(bodyOf(server.received[0] as never)).toContain(`/reset-password/${token}`);
    await offerPasswordReset(story.omar, { personId: story.cleo.actor.id });
    await database().person.update({
      where: { id: story.cleo.actor.id },
      data: { deactivatedAt: new Date() },
    });
    await tick("w");
    expect(server.received).toHaveLength(1);
  });
});
