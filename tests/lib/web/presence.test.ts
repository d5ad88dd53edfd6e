import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { database, sql } from "@/lib/core/database";
import { settings } from "@/lib/core/env";
import { tellPresence } from "@/lib/core/notices";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { changeMark, changes } from "@/lib/web/live";
import { noteTyping, seatAt } from "@/lib/web/presence";
import { type CastContext, sessionOf } from "../../support/cast";
import { makeWorld, openScene, type Scene } from "../../support/world";
import { expectRefusal } from "../people/support";

let scene: Scene;
beforeEach(async () => {
  scene = await openScene(await makeWorld());
});

const ending: AbortController[] = [];
afterEach(async () => {
  for (const one of ending.splice(0)) one.abort();
  // The connection that listens goes with the last page.
  await expect.poll(ears, { timeout: 10_000 }).toBe(0);
});

const ears = async () => {
  const [row] = await sql<{ count: number }>(
    "select count(*)::int from pg_stat_activity where application_name = 'highwater live' and datname = current_database()",
  );
  return row?.count;
};

type Picture = { here: { id: string; name: string }[]; typing: string[] };

/** The page of the scene's incident, open before somebody in a session of their own. */
async function open(by: CastContext) {
  const { sessionId } = await sessionOf({ ...by, now: new Date() });
  const { id, name } = by.actor;
  const session = { sessionId, person: { id, name } } as Parameters<typeof seatAt>[1];
  const seat = await seatAt(by, session, scene.incident.ref);
  const closing = new AbortController();
  ending.push(closing);
  const stream = changes(closing.signal, await changeMark(), seat);
  if (!stream) throw new Error("nobody may listen");
  const told: Picture[] = [];
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  const listen = async () => {
    for (let { value, done } = await reader.read(); !done; { value, done } = await reader.read())
      for (const [, data = ""] of decoder.decode(value).matchAll(/^event: presence\ndata: (.*)$/gm))
        told.push(JSON.parse(data));
  };
  listen().catch(() => undefined);
  const last = () => told.at(-1);
  return {
    sessionId,
    told,
    close: () => closing.abort(),
    here: () => last()?.here.map((one) => one.name),
    typing: () => last()?.typing,
  };
}

const soon = { timeout: 10_000, interval: 50 };

test("everybody on a page learns who else is, and that they have left", async () => {
  const ben = await open(scene.ben);
  await expect.poll(ben.here, soon).toEqual([]);
  const lea = await open(scene.lea);
  await expect.poll(lea.here, soon).toEqual(["Ben"]);
  await expect.poll(ben.here, soon).toEqual(["Lea"]);
  lea.close();
  await expect.poll(ben.here, soon).toEqual([]);
});

test("somebody with two pages open counts once, and stays until the second is closed", async () => {
  const ben = await open(scene.ben);
  const [one, other] = [await open(scene.lea), await open(scene.lea)];
  await expect.poll(ben.here, soon).toEqual(["Lea"]);
  // Neither do they see themselves in the other page.
  await expect.poll(one.here, soon).toEqual(["Ben"]);
  one.close();
  await noteTyping(scene.lea, scene.incident.ref, true);
  await expect.poll(ben.typing, soon).toEqual(["Lea"]);
  expect(ben.here()).toEqual(["Lea"]);
  other.close();
  await expect.poll(ben.here, soon).toEqual([]);
});

test("typing is shown to the others, ends when it was sent, and else by itself", async () => {
  const ben = await open(scene.ben);
  const lea = await open(scene.lea);
  await expect.poll(ben.here, soon).toEqual(["Lea"]);
  for (let key = 0; key < 20; key += 1) await noteTyping(scene.lea, scene.incident.ref, true);
  await expect.poll(ben.typing, soon).toEqual(["Lea"]);
  expect(lea.typing()).toEqual([]);
  await noteTyping(scene.lea, scene.incident.ref, false);
  await expect.poll(ben.typing, soon).toEqual([]);
  await noteTyping(scene.lea, scene.incident.ref, true);
  await expect.poll(ben.typing, soon).toEqual(["Lea"]);
  await expect.poll(ben.typing, soon).toEqual([]);
  expect(ben.here()).toEqual(["Lea"]);
});

/** What another process says. */
const elsewhere = (state: "here" | "typing", lastsMs: number, person: CastContext, by = "another process") =>
  tellPresence(JSON.stringify({ by, state, lastsMs, where: [[scene.incident.id, person.actor.id]] }));

test("what another process says is believed until its time is over", async () => {
  const ben = await open(scene.ben);
  await expect.poll(ben.here, soon).toEqual([]);
  await expect.poll(ears, soon).toBe(1);
  await elsewhere("here", 1_500, scene.lea);
  await expect.poll(ben.here, soon).toEqual(["Lea"]);
  await expect.poll(ben.here, soon).toEqual([]);
});

test("whoever begins to listen asks the others whom they have, and is answered", async () => {
  const ben = await open(scene.ben);
  await expect.poll(ben.here, soon).toEqual([]);
  await expect.poll(ears, soon).toBe(1);
  const answers: string[] = [];
  const other = new pg.Client({ connectionString: settings().databaseUrl });
  await other.connect();
  other.on("notification", ({ payload }) => answers.push(payload ?? ""));
  await other.query("listen highwater_presence");
  const where = [[scene.incident.id, scene.ada.actor.id]];
  const asks = { by: randomUUID(), state: "here", lastsMs: 1_000, where, asks: true };
  await other.query("select pg_notify('highwater_presence', $1)", [JSON.stringify(asks)]);
  await expect.poll(() => answers.some((text) => text.includes(scene.ben.actor.id)), soon).toBe(true);
  await other.end();
});

test("a notice that is none is passed over", async () => {
  const ben = await open(scene.ben);
  await expect.poll(ears, soon).toBe(1);
  for (const text of [
    "{",
    "[]",
    '{"by":"x"}',
    `{"by":"x","state":"here","lastsMs":1000,"where":[["a","b"]]}`,
  ])
    await tellPresence(text);
  await elsewhere("here", 2_000, scene.cleo);
  await expect.poll(ben.here, soon).toEqual(["Cleo"]);
});

test("nobody who may not see an incident has a seat at it, or is heard typing there", async () => {
  const { ref } = scene.incident;
  await restrictIncident(scene.lea, { ref });
  const session = { sessionId: randomUUID(), person: scene.ada.actor } as unknown as Parameters<
    typeof seatAt
  >[1];
  await expectRefusal(seatAt(scene.ada, session, ref), "not_found");
  await expectRefusal(noteTyping(scene.ada, ref, true), "not_found");
  await expectRefusal(noteTyping(scene.nobody, ref, true), "not_found");
});

test("who is on the page of an incident that was restricted meanwhile neither sees anybody nor is seen", async () => {
  const [lea, ada] = [await open(scene.lea), await open(scene.ada)];
  await expect.poll(ada.here, soon).toEqual(["Lea"]);
  await expect.poll(lea.here, soon).toEqual(["Ada"]);
  await restrictIncident(scene.lea, { ref: scene.incident.ref });
  await open(scene.ben);
  await expect.poll(lea.here, soon).toEqual(["Ben"]);
  await expect.poll(ada.here, soon).toEqual([]);
  expect(JSON.stringify(ada.told)).not.toContain(scene.ben.actor.id);
});

test("a session that was ended hears of nobody more", async () => {
  const ada = await open(scene.ada);
  await expect.poll(ada.here, soon).toEqual([]);
  await database().session.update({ where: { id: ada.sessionId }, data: { revokedAt: new Date() } });
  const lea = await open(scene.lea);
  await expect.poll(lea.here, soon).toEqual(["Ada"]);
  await open(scene.ben);
  await expect.poll(lea.here, soon).toEqual(["Ada", "Ben"]);
  expect(ada.here()).toEqual([]);
});

test("who only looks is seen, and types nothing", async () => {
  const ben = await open(scene.ben);
  await open(scene.cleo);
  await expect.poll(ben.here, soon).toEqual(["Cleo"]);
  await noteTyping(scene.cleo, scene.incident.ref, true);
  await noteTyping(scene.lea, scene.incident.ref, true);
  await expect.poll(ben.typing, soon).toEqual(["Lea"]);
});
