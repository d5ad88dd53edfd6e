import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { sql } from "@/lib/core/database";
import { forgetSingleton } from "@/lib/core/singleton";
import { runCollector } from "@/lib/pools/collection/collector";
import { editPool } from "@/lib/pools/commands";
import { poolContent } from "@/lib/pools/queries";
import { addSource } from "@/lib/pools/sources/commands";
import { type Answering, answering, json } from "../../../support/answering";
import { makeWorld, unique, type World } from "../../../support/world";
import { asOfNow, failureOf, poolsWhen, sourceWhen } from "../collection/watching";

vi.setConfig({ testTimeout: 60_000 });

let world: World;
let server: Answering | null;
let collector: { stop(): Promise<void> };

beforeAll(async () => {
  world = await makeWorld();
});
beforeEach(() => {
  server = null;
  collector = runCollector("the suite");
});
afterEach(async () => {
  await collector.stop();
  await server?.stop();
  await sql("update pool_source set archived_at = created_at where kind <> 'own' and archived_at is null");
});

async function watch(answer: unknown): Promise<string> {
  server = await answering(json(answer));
  const input = {
    kind: "json",
    name: unique("Figures"),
    url: `${server.url}/pools?of=all`,
    intervalSeconds: 5,
  };
  return (await addSource(await asOfNow(world.omar), input)).slug;
}

describe("an address that answers with JSON", () => {
  it("brings its pools along, and is asked as it was named", async () => {
    const service = world.service.slug;
    const slug = await watch({
      pools: [
        { name: "main", service, instance: "pod-1", used: 49, max: 50, idle: 1, waiting: 3, timeouts: 12 },
        { name: "main", service, instance: "pod-2", used: 5, max: 50, idle: 5, waiting: 0 },
        { name: "reports", used: 2 },
        { name: "broken", used: "2" },
      ],
    });
    const found = await poolsWhen(
      world.omar,
      slug,
      (pools) => pools.length === 2 && pools.every(({ used }) => used !== null),
    );
    expect(found).toMatchObject(
      [
        { name: "reports", service: null, used: 2, max: null, state: "unknown" },
        {
          name: `${service} · main`,
          service: { slug: service },
          used: 54,
          max: 100,
          waiting: 3,
          state: "critical",
        },
      ].toSorted((one, other) => one.name.localeCompare(other.name, "en")),
    );
    const { told } = await sourceWhen(world.omar, slug, ({ told: facts }) => facts !== null);
    expect(told).toEqual({ instances: 3, left: "1 point was not taken. pools[3]: Used is no number." });
    expect(server?.asked.map(({ method, url }) => `${method} ${url}`)[0]).toBe("GET /pools?of=all");
  });

  it("may leave the limit to people", async () => {
    const slug = await watch({ pools: [{ name: unique("queue"), used: 19 }] });
    const [pool] = await poolsWhen(world.omar, slug, (pools) => pools.some(({ used }) => used === 19));
    if (!pool) throw new Error("no pool");
    await editPool(world.omar, { ...poolContent(pool), slug: pool.slug, declaredMax: 20 });
    // It would be read anew within a minute.
    forgetSingleton("intake-memory");
    const [now] = await poolsWhen(world.omar, slug, ([seen]) => seen?.max === 20);
    expect(now?.state).toBe("critical");
  });
});

it.each<[string, unknown, string]>([
  ["nothing", null, "What it answers cannot be read: it is no object with pools in it."],
  [
    "a list",
    [{ name: "main", used: 1 }],
    "What it answers cannot be read: it is no object with pools in it.",
  ],
  ["something else", { status: "success" }, "What it answers cannot be read: pools is no list."],
  ["no pool", { pools: [] }, "It tells of no pool."],
  [
    "too many",
    { pools: Array(10_000).fill(0) },
    "What it answers cannot be read: pools has more than 2,000 entries.",
  ],
  [
    "nothing that can be taken",
    { pools: [{ name: "main", used: -1 }, { used: 1 }] },
    "2 points were not taken. pools[0]: Used: Its value is negative: -1. pools[1]: Name is no text.",
  ],
])("an address that answers %s brings nothing, and says so", async (_, answer, says) => {
  expect(await failureOf(world.omar, await watch(answer))).toBe(says);
});
