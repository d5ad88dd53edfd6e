import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { setClock } from "@/lib/core/clock";
import { database } from "@/lib/core/database";
import { forgetSingleton } from "@/lib/core/singleton";
import { declareIncident } from "@/lib/incidents/commands";
import { keyOf, type Received, send } from "../../../support/api";
import { beginning } from "../../../support/cast";
import { later, minutes, seconds } from "../../../support/clock";
import { makeWorld, type World } from "../../../support/world";

const requests = 10_000;
const atOnce = 8;
/** What a key may send a minute unless somebody sets another figure: so many at once, and as many again spread over it. */
const perMinute = 600;

let world: World;
let ref: string;
let key: string;
/** How far the clocks of the database and of the limit have been turned. */
let turnedMs = 0;
const answers: Received[] = [];

beforeAll(async () => {
  world = await makeWorld();
});

beforeEach(async () => {
  turnedMs = 0;
  const began = performance.now();
  vi.spyOn(performance, "now").mockImplementation(() => began + turnedMs);
  setClock(() => later(beginning, turnedMs));
  ({ ref } = await declareIncident(world.ben, { title: "Everything tells of itself", severity: "P2" }));
  key = await keyOf(world.ben);
});

afterEach(() => {
  answers.length = 0;
  setClock(null);
  delete process.env.HIGHWATER_API_RATE_PER_MINUTE;
  forgetSingleton("api-limits");
});

const write = async (text: string) => {
  const answer = await send("POST", `/incidents/${ref}/timeline-entries`, { key, body: { text } });
  answers.push(answer);
  return answer;
};

/** Sends the texts in turn, so many under way at once; `turn` is told the place of each before it goes. */
async function writeAll(texts: readonly string[], under: number, turn: (place: number) => void) {
  let next = 0;
  const sender = async () => {
    for (let place = next++; place < texts.length; place = next++) {
      turn(place);
      await write(texts[place] ?? "");
    }
  };
  await Promise.all(Array.from({ length: under }, sender));
}

const withStatus = (status: number) => answers.filter((answer) => answer.status === status);
const waitOf = ({ headers }: Received) => headers.get("retry-after") ?? "";

/** Every entry that was acknowledged stands there once with its trail, and no other does. */
async function expectStoredAsAcknowledged() {
  const acknowledged = withStatus(201).map(({ body }) => (body as { id: string; text: string }).id);
  const stored = await database().timelineEntry.findMany({
    where: { incident: { ref }, source: "api" },
    select: { id: true, text: true },
  });
  expect(stored.map(({ id }) => id).sort()).toEqual(acknowledged.sort());
  expect(new Set(stored.map(({ text }) => text)).size).toBe(stored.length);
  const told = await database().auditEvent.count({
    where: { action: "timeline-entry.add", subjectId: { in: acknowledged } },
  });
  expect(told).toBe(acknowledged.length);
}

test("of ten thousand entries in a minute each is taken for good or refused with how long to wait", async () => {
  const texts = Array.from({ length: requests }, (_, place) => `event ${place}`);
  await writeAll(texts, atOnce, (place) => {
    turnedMs = (place * minutes(1)) / requests;
  });

  expect(answers).toHaveLength(requests);
  const [taken, refused] = [withStatus(201), withStatus(429)];
  expect(taken.length + refused.length).toBe(requests);
  // A full bucket, and what a minute gives back of it.
  expect(taken.length).toBeGreaterThan(2 * perMinute - atOnce);
  expect(taken.length).toBeLessThanOrEqual(2 * perMinute);
  for (const answer of refused) expect(waitOf(answer)).toMatch(/^[1-9]\d?$/);
  await expectStoredAsAcknowledged();

  // Who was refused and waits as told is the next to be taken, whenever it asks.
  for (let turn = 0; turn < 3; turn += 1) {
    let answer = await write(`late ${turn}`);
    while (answer.status !== 429) answer = await write(`late ${turn} and ${answers.length}`);
    turnedMs += seconds(Number(waitOf(answer)));
    expect((await write(`late ${turn}, as told`)).status).toBe(201);
  }
  await expectStoredAsAcknowledged();
}, 120_000);

test("a key that nobody saw before has no more than its minute, however much it sends at once", async () => {
  process.env.HIGHWATER_API_RATE_PER_MINUTE = "3";
  forgetSingleton("api-limits");
  const texts = Array.from({ length: 10 }, (_, place) => `event ${place}`);
  await writeAll(texts, texts.length, () => {});
  expect([withStatus(201).length, withStatus(429).length]).toEqual([3, 7]);
  await expectStoredAsAcknowledged();
});
