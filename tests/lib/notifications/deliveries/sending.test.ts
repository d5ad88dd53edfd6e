import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { database, sql } from "@/lib/core/database";
import { compose } from "@/lib/incidents/composer/commands";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { visibleTo } from "@/lib/incidents/rules";
import { addEntry } from "@/lib/incidents/timeline/commands";
import { markAllNotifications, markNotification } from "@/lib/notifications/commands";
import { retryDelivery, sendTestMail } from "@/lib/notifications/deliveries/commands";
import { listDeliveries } from "@/lib/notifications/deliveries/queries";
import { deliverDigest } from "@/lib/notifications/deliveries/sending";
import { setPreferences } from "@/lib/notifications/preferences/commands";
import { getPreferences } from "@/lib/notifications/preferences/queries";
import { countUnread, listInbox } from "@/lib/notifications/queries";
import { queueDigests, tidyNotifications } from "@/lib/notifications/store";
import { addActionItem } from "@/lib/reviews/action-items/commands";
import { runWorker, tick } from "@/lib/worker/main";
import { type CastContext, cast } from "../../../support/cast";
import { days, later, minutes } from "../../../support/clock";
import {
  bodyOf,
  headOf,
  type MailServer,
  refusal,
  startMailServer,
  useMailServer,
} from "../../../support/mail-server";
import { refusalOf } from "../../../support/outcomes";
import { makeWorld, openScene, type Scene, type World } from "../../../support/world";

let world: World;
let scene: Scene;
let server: MailServer;

beforeAll(async () => {
  world = await makeWorld();
});

beforeEach(async () => {
  process.env.HIGHWATER_URL = "https://highwater.example.org";
  await cast();
  scene = await openScene(world);
  // Nobody waits for updates for those outside: what is told is what each test does.
  await database().incident.updateMany({ data: { severity: "P3" } });
  await database().notification.deleteMany();
  await database().mailPreference.deleteMany();
  await database().work.deleteMany();
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

const mention = (text = "@ada look at this", by: CastContext = world.ben) =>
  addEntry(by, { ref: scene.incident.ref, text });
const mails = (context: CastContext) =>
  database().delivery.findMany({
    where: { channel: "email", notification: { personId: context.actor.id } },
    orderBy: { id: "asc" },
  });
const prefer = (context: CastContext, mention: "at_once" | "digest" | "off") =>
  setPreferences(context, {
    wishes: {
      email: { mention, assignment: "at_once", reminder: "at_once", review: "at_once", alert: "at_once" },
    },
    digestHour: 8,
  });
const makeDue = () =>
  sql("update work set due_at = clock_timestamp() - interval '1 second' where finished_at is null");

describe("a mail at once", () => {
  it("says who, what and where, links to it, and is written down with its receipt", async () => {
    await mention();
    await tick("w");
    const [mail] = server.received;
    if (!mail) return expect.unreachable();
    expect(mail.to).toEqual(["ada@example.org"]);
    expect(headOf(mail).subject).toBe(`${scene.incident.ref}: Ben mentioned you in the timeline`);
    expect(bodyOf(mail)).toContain("@ada look at this");
    expect(bodyOf(mail)).toContain(`https://highwater.example.org/incidents/${scene.incident.ref}#entry-`);
    const [row] = await mails(world.ada);
    expect(row).toMatchObject({ state: "sent", attempts: 1, reason: null });
    expect(row?.receipt).toContain("queued as 4711");
  });

  it("says of a new action item when it is due, as the pages write a date", async () => {
    const item = { ref: scene.incident.ref, title: "Limit the pool", dueOn: "2026-12-02" };
    await addActionItem(world.lea, { ...item, owner: `person:${world.ben.actor.id}` });
    await tick("w");
    expect(server.received.map(bodyOf)).toEqual([expect.stringContaining("Limit the pool, due 2 Dec 2026")]);
  });

  it("is not sent to those who switched it off, and says so", async () => {
    await prefer(world.ada, "off");
    await mention();
    await tick("w");
    expect(server.received).toEqual([]);
    expect(await mails(world.ada)).toMatchObject([
      { state: "skipped", reason: expect.stringContaining("Switched off") },
    ]);
    expect(await countUnread(world.ada, visibleTo)).toBe(1);
  });

  it("tells of an escalation whoever wishes the digest or no mail, once each, and offers no way to switch it off", async () => {
    await prefer(world.ada, "off");
    await prefer(world.lea, "digest");
    const text = "/escalate @ada and @lea: pool stuck, @lea please";
    await compose(world.ben, { ref: scene.incident.ref, text });
    await tick("w");
    await queueDigests(later(world.ben.now, days(2)));
    await tick("w");
    expect(server.received.flatMap(({ to }) => to).sort()).toEqual(["ada@example.org", "lea@example.org"]);
    for (const mail of server.received) {
      expect(headOf(mail).subject).toBe(`${scene.incident.ref}: Ben escalated this P3 incident to you`);
      expect(headOf(mail)["list-unsubscribe"]).toBeUndefined();
      expect(bodyOf(mail)).toContain(scene.incident.title);
      expect(bodyOf(mail)).toContain("@ada and @lea: pool stuck, @lea please");
      expect(bodyOf(mail)).toContain(`https://highwater.example.org/incidents/${scene.incident.ref}#entry-`);
      expect(bodyOf(mail)).not.toContain("/settings/notifications");
    }
    for (const context of [world.ada, world.lea]) {
      expect(await mails(context)).toMatchObject([{ state: "sent", inDigest: false }]);
      expect(await countUnread(context, visibleTo)).toBe(1);
    }
  });

  it("is not sent where the incident was restricted, or the person deactivated, between the telling and the sending", async () => {
    server.beforeReceiver = () => {
      throw refusal(451, "come back later");
    };
    await mention("@cleo and @ben look", world.lea);
    await tick("w");
    server.beforeReceiver = () => undefined;
    await restrictIncident(world.omar, { ref: scene.incident.ref });
    await database().person.update({
      where: { id: world.ben.actor.id },
      data: { deactivatedAt: new Date() },
    });
    await makeDue();
    await tick("w");
    expect(server.received).toEqual([]);
    expect(await mails(world.cleo)).toMatchObject([
      { state: "skipped", reason: "The person may not see the incident." },
    ]);
    expect(await mails(world.ben)).toMatchObject([
      { state: "skipped", reason: "The person is deactivated." },
    ]);
  });

  it("is sent once, however often its work is repeated", async () => {
    await mention();
    await tick("w");
    await database().work.updateMany({ data: { finishedAt: null } });
    await tick("w");
    expect(server.received).toHaveLength(1);
  });

  it("arrives when the server is back, and the other mails do not wait for it", async () => {
    const { port } = server;
    await server.stop();
    await mention();
    await tick("w");
    expect(await mails(world.ada)).toMatchObject([{ state: "queued", attempts: 1 }]);
    server = await startMailServer({}, port);
    await makeDue();
    await tick("w");
    expect(server.received).toHaveLength(1);
    expect(await mails(world.ada)).toMatchObject([{ state: "sent", attempts: 2 }]);
  });

  it("that hangs holds up nothing that happens in here", async () => {
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let began = false;
    server.beforeTaking = () => {
      began = true;
      return held;
    };
    const worker = await runWorker();
    await mention();
    await expect.poll(() => began, { timeout: 10_000 }).toBe(true);
    await mention("@lea look as well");
    await expect.poll(() => countUnread(world.lea, visibleTo), { timeout: 10_000 }).toBe(1);
    letGo();
    await expect.poll(() => server.received.length, { timeout: 10_000 }).toBe(2);
    await worker.stop(5_000);
  });
});

describe("a digest", () => {
  it("is one mail of all that waits, under the incident it belongs to, without what was read meanwhile", async () => {
    await prefer(world.ada, "digest");
    await mention("@ada the first");
    await mention("@ada the second");
    await mention("@ada read at once");
    await tick("w");
    expect(server.received).toEqual([]);
    const { lines } = await listInbox(world.ada, { show: "all", before: undefined }, visibleTo);
    const read = lines.find(({ text }) => text.includes("read at once"));
    await markNotification(world.ada, { notificationId: read?.id, read: "yes" });
    const [row] = await mails(world.ada);
    const dueAt = row?.dueAt ?? new Date(0);
    await queueDigests(new Date(dueAt.getTime() - 1));
    expect(await database().work.count({ where: { kind: "digest.deliver" } })).toBe(0);
    await queueDigests(dueAt);
    await queueDigests(dueAt);
    expect(await database().work.count({ where: { kind: "digest.deliver" } })).toBe(1);
    await deliverDigest(row?.id ?? "", dueAt, false, visibleTo);
    await deliverDigest(row?.id ?? "", dueAt, false, visibleTo);
    expect(server.received).toHaveLength(1);
    const [mail] = server.received;
    if (!mail) return expect.unreachable();
    expect(headOf(mail).subject).toBe("2 things since the last digest");
    const text = bodyOf(mail);
    expect(text).toContain(`${scene.incident.ref} ${scene.incident.title}`);
    expect(text).toContain("the first");
    expect(text).toContain("the second");
    expect(text).not.toContain("read at once");
    expect((await mails(world.ada)).map(({ state }) => state).sort()).toEqual(["sent", "sent", "skipped"]);
  });

  it("has one Message-ID however often it is tried", async () => {
    await prefer(world.ada, "digest");
    await mention("@ada the first");
    await tick("w");
    const [row] = await mails(world.ada);
    const dueAt = row?.dueAt ?? new Date(0);
    await deliverDigest(row?.id ?? "", dueAt, false, visibleTo);
    await sql("update delivery set state = 'queued', settled_at = null where channel = 'email'");
    await deliverDigest(row?.id ?? "", dueAt, false, visibleTo);
    expect(server.received).toHaveLength(2);
    expect(new Set(server.received.map((mail) => headOf(mail)["message-id"])).size).toBe(1);
  });
});

describe("what admins see", () => {
  it("is to whom and why not, and a failed mail can be tried again", async () => {
    server.beforeReceiver = () => {
      throw refusal(550, "5.1.1 no such mailbox");
    };
    await mention();
    await tick("w");
    const {
      rows: [row],
    } = await listDeliveries(world.omar, "failed");
    expect(row).toMatchObject({ state: "failed", to: { name: "Ada" }, kind: "mention", attempts: 1 });
    expect(row?.reason).toContain("no such mailbox");
    expect(JSON.stringify(row)).not.toContain("look at this");
    server.beforeReceiver = () => undefined;
    await retryDelivery(world.omar, { deliveryId: row?.id });
    expect(await refusalOf(retryDelivery(world.omar, { deliveryId: row?.id }))).toMatchObject({
      code: "conflict",
    });
    await tick("w");
    expect(server.received).toHaveLength(1);
    expect(await listDeliveries(world.omar, "failed")).toEqual({ rows: [], older: null });
  });

  it("comes fifty at a time, each mail once, also where many are of one instant", async () => {
    await sql(
      `with told as (
         insert into notification (id, person_id, kind, key, title, href, created_at)
         select gen_random_uuid(), $1, 'test', 'paged ' || n, 'A mail', '/', now() from generate_series(1, 60) n returning id)
       insert into delivery (id, notification_id, channel, state, due_at, settled_at)
       select gen_random_uuid(), id, 'email', 'skipped', now(), now() from told`,
      [world.ada.actor.id],
    );
    const [{ count }] = (await sql("select count(*)::int from delivery where channel = 'email'")) as [
      { count: number },
    ];
    const first = await listDeliveries(world.omar, "all");
    const second = await listDeliveries(world.omar, "all", first.older ?? undefined);
    expect([first.rows.length, second.rows.length, second.older]).toEqual([50, count - 50, null]);
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(count);
    expect(await listDeliveries(world.omar, "all", "nonsense")).toEqual(first);
  });

  it("is refused to others", async () => {
    expect(await refusalOf(listDeliveries(world.ada, "all"))).toMatchObject({ code: "forbidden" });
  });

  it("has a test mail, which stands in no inbox", async () => {
    await sendTestMail(world.omar, {});
    await tick("w");
    expect(server.received).toMatchObject([{ to: ["omar@example.org"] }]);
    expect(await countUnread(world.omar, visibleTo)).toBe(0);
  });
});

describe("the inbox", () => {
  it("marks all that was shown as read, leaves what came after, and takes it back", async () => {
    await mention("@ada the first");
    await mention("@ada the second");
    await addEntry(later(world.ben, minutes(5)), { ref: scene.incident.ref, text: "@ada the third" });
    await tick("w");
    const marked = await markAllNotifications(later(world.ada, minutes(6)), { until: world.ben.now });
    expect(marked.count).toBe(2);
    expect(await countUnread(world.ada, visibleTo)).toBe(1);
    expect(await markAllNotifications(world.ada, { undo: marked.at })).toMatchObject({
      count: 2,
      undone: true,
    });
    expect(await countUnread(world.ada, visibleTo)).toBe(3);
  });

  it("is nobody else's", async () => {
    await mention();
    await tick("w");
    const { lines } = await listInbox(world.ada, { show: "all", before: undefined }, visibleTo);
    const input = { notificationId: lines[0]?.id, read: "yes" };
    expect(await refusalOf(markNotification(world.omar, input))).toMatchObject({ code: "not_found" });
    expect(await countUnread(world.ada, visibleTo)).toBe(1);
  });

  it("has pages, and reads an address that makes no sense as its beginning", async () => {
    await database().notification.createMany({
      data: Array.from({ length: 120 }, (_, index) => ({
        personId: world.ada.actor.id,
        kind: "mention" as const,
        key: `page ${index}`,
        title: `Number ${index}`,
        href: "/",
        createdAt: new Date(world.ada.now.getTime() + Math.floor(index / 7) * 1_000),
      })),
    });
    const seen: string[] = [];
    let before: string | undefined;
    do {
      const { lines, next } = await listInbox(world.ada, { show: "all", before }, visibleTo);
      seen.push(...lines.map(({ id }) => id));
      before = next ?? undefined;
    } while (before);
    expect(seen).toHaveLength(120);
    expect(new Set(seen).size).toBe(120);
    for (const odd of ["-1", "x", "2026-13-99T99:99:99.999Z_x", "' or 1=1", "9".repeat(80)])
      expect((await listInbox(world.ada, { show: "all", before: odd }, visibleTo)).lines).toHaveLength(50);
    expect(await countUnread(world.ada, visibleTo)).toBe(100);
  });

  it("forgets what was read long ago, and closes deliveries that nobody works on", async () => {
    await mention();
    await tick("w");
    await sql("update delivery set state = 'queued', settled_at = null where channel = 'email'");
    await tidyNotifications(new Date(Date.now() + days(2)));
    expect(await mails(world.ada)).toMatchObject([{ state: "queued" }]);
    await tidyNotifications(new Date(Date.now() + days(4)));
    expect(await mails(world.ada)).toMatchObject([{ state: "failed" }]);
    await markAllNotifications(world.ada, { until: later(world.ben.now, minutes(1)) });
    await tidyNotifications(later(world.ada.now, days(80)));
    expect(await database().notification.count()).toBe(1);
    await tidyNotifications(later(world.ada.now, days(100)));
    expect(await database().notification.count()).toBe(0);
  });
});

describe("preferences", () => {
  it("are at once and 8 o'clock until somebody chooses, and refuse what makes no sense", async () => {
    expect(await getPreferences(world.cleo)).toMatchObject({ wishes: { email: { mention: "at_once" } } });
    const email = {
      mention: "at_once",
      assignment: "off",
      reminder: "digest",
      review: "at_once",
      alert: "at_once",
    };
    for (const wrong of [
      { wishes: { email }, digestHour: 0 },
      { wishes: { email }, digestHour: 24 },
      { wishes: { email }, digestHour: "noon" },
      { wishes: { email: { ...email, mention: "never" } }, digestHour: 8 },
      { wishes: { email: {} }, digestHour: 8 },
      { wishes: {}, digestHour: 8 },
    ])
      expect(await refusalOf(setPreferences(world.cleo, wrong))).toMatchObject({ code: "invalid" });
    await setPreferences(world.cleo, { wishes: { email }, digestHour: "17" });
    expect(await getPreferences(world.cleo)).toEqual({ wishes: { email }, digestHour: 17 });
  });
});
