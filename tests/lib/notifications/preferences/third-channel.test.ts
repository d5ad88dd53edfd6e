import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { database } from "@/lib/core/database";
import { addEntry } from "@/lib/incidents/timeline/commands";
import type { Channel, Message } from "@/lib/notifications/channels/channel";
import { channels } from "@/lib/notifications/channels/registry";
import { wishedKinds } from "@/lib/notifications/labels";
import { setPreferences } from "@/lib/notifications/preferences/commands";
import { getPreferences } from "@/lib/notifications/preferences/queries";
import type { Wishes } from "@/lib/notifications/preferences/schema";
import { queueDigests } from "@/lib/notifications/store";
import { tick } from "@/lib/worker/main";
import type { MailWish } from "@/prisma/generated/enums";
import { type CastContext, cast } from "../../../support/cast";
import { days, later } from "../../../support/clock";
import { useMailServer } from "../../../support/mail-server";
import { refusalOf } from "../../../support/outcomes";
import { makeWorld, openScene, type Scene } from "../../../support/world";

const flag = vi.hoisted(() => {
  const hoisted: Message[] = [];
  const channel: Channel = {
    ...{ name: "flag", label: "Flag", by: "by flag", instant: false },
    placeOf: () => "the mast",
    whyNot: () => null,
    send: async (message) => `hoisted as ${hoisted.push(message)}`,
  };
  return { hoisted, channel };
});

// The one line that a new channel is beside its file; everything else is as it always is.
vi.mock("@/lib/notifications/channels/registry", async (original) => {
  const { registryOf, channels } = await original<typeof import("@/lib/notifications/channels/registry")>();
  return registryOf([...channels, flag.channel]);
});

let scene: Scene;

beforeEach(async () => {
  process.env.HIGHWATER_URL = "https://highwater.example.org";
  await cast();
  scene = await openScene(await makeWorld());
  // Nobody waits for updates for those outside: what is told is what each test does.
  await database().incident.updateMany({ data: { severity: "P3" } });
  await database().notification.deleteMany();
  await database().mailPreference.deleteMany();
  await database().work.deleteMany();
  flag.hoisted.length = 0;
});

afterEach(() => {
  delete process.env.HIGHWATER_URL;
});

const all = (wish: MailWish) => Object.fromEntries(wishedKinds.map((kind) => [kind, wish])) as Wishes;
const wishing = (context: CastContext, by: Record<string, MailWish>) =>
  setPreferences(context, {
    wishes: Object.fromEntries(Object.entries(by).map(([name, wish]) => [name, all(wish)])),
    digestHour: 8,
  });

/** What became of telling Ada something, by channel. */
async function toldAda(text = "@ada look at this") {
  await addEntry(scene.ben, { ref: scene.incident.ref, text });
  await tick("w");
  const rows = await database().delivery.findMany({
    where: { notification: { personId: scene.ada.actor.id } },
  });
  return Object.fromEntries(rows.map(({ channel, state, inDigest }) => [channel, { state, inDigest }]));
}

test("a channel that is one more line in the registry has its wishes, which are at once until somebody chooses", async () => {
  expect(channels.map(({ name }) => name)).toEqual(["inbox", "email", "flag"]);
  expect((await getPreferences(scene.ada)).wishes).toEqual({ email: all("at_once"), flag: all("at_once") });
  expect(await toldAda()).toMatchObject({
    inbox: { state: "sent" },
    flag: { state: "sent", inDigest: false },
  });
  expect(flag.hoisted).toMatchObject([{ to: { name: "Ada" } }]);
});

test("it is switched off by itself, and nothing is sent by it", async () => {
  await wishing(scene.ada, { email: "digest", flag: "off" });
  expect((await getPreferences(scene.ada)).wishes).toEqual({ email: all("digest"), flag: all("off") });
  const rows = await database().mailPreference.groupBy({ by: ["channel", "wish"], _count: true });
  expect(rows).toEqual(
    expect.arrayContaining([
      { channel: "email", wish: "digest", _count: wishedKinds.length },
      { channel: "flag", wish: "off", _count: wishedKinds.length },
    ]),
  );
  expect(await toldAda()).toMatchObject({ inbox: { state: "sent" }, flag: { state: "skipped" } });
  expect(flag.hoisted).toEqual([]);
});

test("its digest goes with the next hour of digests, as one message", async () => {
  await wishing(scene.ada, { email: "off", flag: "digest" });
  await toldAda("@ada the first");
  expect(await toldAda("@ada the second")).toMatchObject({
    email: { state: "skipped" },
    flag: { state: "queued", inDigest: true },
  });
  expect(flag.hoisted).toEqual([]);
  await database().delivery.updateMany({ data: { dueAt: scene.ada.now } });
  await queueDigests(later(scene.ada.now, days(1)));
  await tick("w");
  expect(flag.hoisted).toMatchObject([{ subject: "2 things since the last digest" }]);
});

test("a digest that cannot go by one channel holds up none by another, and is tried again", async () => {
  useMailServer("smtp://127.0.0.1:1");
  try {
    await wishing(scene.ada, { email: "digest", flag: "digest" });
    await toldAda("@ada the first");
    await database().delivery.updateMany({ data: { dueAt: scene.ada.now } });
    await queueDigests(later(scene.ada.now, days(1)));
    await tick("w");
    expect(flag.hoisted).toHaveLength(1);
    const rows = await database().delivery.findMany({
      where: { inDigest: true },
      orderBy: { channel: "asc" },
    });
    expect(rows).toMatchObject([
      { channel: "email", state: "queued", attempts: 1 },
      { channel: "flag", state: "sent", attempts: 1 },
    ]);
    const works = await database().work.findMany({
      where: { kind: "digest.deliver" },
      orderBy: { key: "asc" },
    });
    expect(works).toMatchObject([
      { key: expect.stringContaining("email"), attempt: 1, finishedAt: null },
      { key: expect.stringContaining("flag"), attempt: 1, finishedAt: expect.any(Date) },
    ]);
  } finally {
    useMailServer(null);
  }
});

test("what is left out, or is no such channel's, is refused or not kept", async () => {
  expect(await refusalOf(wishing(scene.ada, { email: "off" }))).toMatchObject({ code: "invalid" });
  await wishing(scene.ada, { email: "off", flag: "off", inbox: "off", smoke: "off" });
  const kept = await database().mailPreference.findMany({ distinct: ["channel"] });
  expect(kept.map(({ channel }) => channel).sort()).toEqual(["email", "flag"]);
});

test("the trail says by which channel somebody wishes what", async () => {
  await wishing(scene.ada, { email: "at_once", flag: "off" });
  const event = await database().auditEvent.findFirstOrThrow({
    where: { action: "notification.set-preferences" },
    orderBy: { id: "desc" },
  });
  expect(JSON.stringify(event.changes)).toContain('"flag.mention":["at_once","off"]');
  expect(JSON.stringify(event.changes)).not.toContain("email.");
});
