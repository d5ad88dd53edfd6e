import { beforeAll, describe, expect, it } from "vitest";
import { previewRule, previewTyped } from "@/lib/alerts/preview/queries";
import type { Preview } from "@/lib/alerts/preview/schema";
import { addRule, pauseRule } from "@/lib/alerts/rules/commands";
import { getRule } from "@/lib/alerts/rules/queries";
import { database, sql } from "@/lib/core/database";
import { declareIncident } from "@/lib/incidents/commands";
import { setMilestone } from "@/lib/incidents/milestones/commands";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { rollUpSamples, writeRollUps } from "@/lib/pools/roll-ups/store";
import { writeSamples } from "@/lib/pools/samples/store";
import { days, hours, later, minutes, seconds } from "../../../support/clock";
import { makeWorld, unique, type World } from "../../../support/world";
import { sample } from "../../pools/support";
import { makePool } from "../support";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const rule = (more: object = {}) => ({
  ...{ name: unique("Nearly full"), figure: "utilisation", threshold: 80, clearThreshold: 70 },
  ...{ forSeconds: 60, keepFiringSeconds: 120, severity: "warning", response: "page" },
  ...more,
});
const now = () => world.cleo.now;
const ago = (ms: number) => later(now(), -ms);
const firedAt = (preview: Preview) =>
  preview.lines.flatMap(({ episodes }) => episodes.map(({ firingAt }) => firingAt.getTime())).sort();

type Told = { from: Date; to: Date; used: number; waiting?: number };

/** A pool of 50 with minutes over some days: five in use, but for what is told of. Hours are rolled up from them. */
async function poolWith(told: readonly Told[], over = days(3), service?: string) {
  const pool = await makePool(service);
  const begin = Math.floor(ago(over).getTime() / 60_000) * 60_000;
  const figure = (value: number, count = 4) => ({ min: value, max: value, sum: value * count, count });
  const row = (at: Date, used: number, waiting: number) => ({
    ...{ seriesId: pool.seriesId, at, used: figure(used), max: figure(50), waiting: figure(waiting) },
    utilisation: figure(used / 50),
  });
  const rows = Array.from({ length: over / 60_000 }, (_, index) => {
    const at = new Date(begin + index * 60_000);
    const here = told.find(({ from, to }) => at >= from && at < to);
    return row(at, here?.used ?? 5, here?.waiting ?? 0);
  });
  const inHours = new Map<number, (typeof rows)[number]>();
  for (const minute of rows) {
    const hour = Math.floor(minute.at.getTime() / 3_600_000) * 3_600_000;
    const before = inHours.get(hour);
    if (!before || before.used.max < minute.used.max)
      inHours.set(hour, {
        ...minute,
        at: new Date(hour),
        waiting: figure(Math.max(before?.waiting.max ?? 0, minute.waiting.max)),
      });
  }
  await writeRollUps("minute", rows);
  await writeRollUps("hour", [...inHours.values()]);
  return pool;
}

describe("what a rule would have done", () => {
  it("is told by pool, with when, for how long and how bad it was", async () => {
    const pool = await poolWith([
      { from: ago(days(2)), to: ago(days(2) - minutes(30)), used: 45 },
      { from: ago(days(1)), to: ago(days(1) - minutes(10)), used: 49 },
    ]);
    const preview = await previewTyped(world.lea, { ...rule({ pool: pool.name }), look: "30" });
    expect(preview).toMatchObject({
      ...{ what: "pool", days: 30, level: "minute", watched: 1, unknown: 0, displaced: 0, unjudged: 0 },
      ...{ fired: 2, inIncident: 0, hit: 1 },
      lines: [
        {
          ...{ name: pool.name, href: `/pools/${pool.name}`, fired: 2 },
          episodes: [
            { worst: "98 %", firingAt: ago(days(1) - minutes(1)), endedAt: ago(days(1) - minutes(12)) },
            { worst: "90 %", firingAt: ago(days(2) - minutes(1)), endedAt: ago(days(2) - minutes(32)) },
          ],
        },
      ],
    });
    expect(preview.since).toEqual(ago(days(3)));
  });

  it("tells nothing of what did not reach the threshold or did not last", async () => {
    const pool = await poolWith([
      { from: ago(hours(9)), to: ago(hours(9) - minutes(1)), used: 45 },
      { from: ago(hours(5)), to: ago(hours(4)), used: 39 },
    ]);
    const preview = await previewTyped(world.lea, {
      ...rule({ pool: pool.name, forSeconds: "5 min" }),
      look: "30",
    });
    expect([preview.fired, preview.watched, preview.lines]).toEqual([0, 1, []]);
  });

  it("goes on through hours between the threshold and the end, and over a silence, as one", async () => {
    const pool = await poolWith([
      { from: ago(hours(12)), to: ago(hours(12) - minutes(5)), used: 45 },
      { from: ago(hours(12) - minutes(5)), to: ago(hours(8)), used: 38 },
      { from: ago(hours(3)), to: ago(hours(3) - minutes(5)), used: 41 },
    ]);
    await sql("delete from pool_minute where series_id = $1 and at >= $2 and at < $3", [
      pool.seriesId,
      ago(hours(8)),
      ago(hours(8) - minutes(40)),
    ]);
    const { lines } = await previewTyped(world.lea, { ...rule({ pool: pool.name }), look: "30" });
    expect(lines[0]?.episodes).toMatchObject([
      { firingAt: ago(hours(3) - minutes(1)), endedAt: ago(hours(3) - minutes(7)) },
      { firingAt: ago(hours(12) - minutes(1)), endedAt: ago(hours(8) - minutes(42)) },
    ]);
  });

  it("fires still where it has not come back", async () => {
    const pool = await poolWith([{ from: ago(minutes(30)), to: later(now(), minutes(1)), used: 48 }]);
    const { lines } = await previewTyped(world.lea, { ...rule({ pool: pool.name }), look: "30" });
    expect(lines[0]?.episodes).toMatchObject([{ endedAt: null, worst: "96 %" }]);
  });

  it("is judged sample by sample where samples reach back so far, with any of several instances", async () => {
    const pool = await makePool();
    const [other] = await sql<{ id: number }>(
      "insert into pool_instance (pool_id, name, first_seen_at) values ($1, 'second', $2) returning id",
      [pool.poolId, now()],
    );
    const tell = (seriesId: number, ms: number, used: number) => sample(seriesId, ago(ms), { used, max: 20 });
    const samples = Array.from({ length: 120 }, (_, index) => minutes(60) - index * seconds(30)).flatMap(
      (ms) => [
        tell(pool.seriesId, ms, 5),
        // Nineteen of twenty are 95 %, which no floating-point number of 32 bits is.
        tell(other?.id ?? 0, ms, ms <= minutes(40) && ms > minutes(38) ? 19 : 3),
      ],
    );
    await writeSamples(samples, now());
    await rollUpSamples(now());
    const typed = rule({ pool: pool.name, threshold: 95, clearThreshold: "", forSeconds: 30 });
    const preview = await previewTyped(world.lea, { ...typed, look: "1" });
    expect(preview).toMatchObject({ level: "sample", fired: 1, says: ["Judged sample by sample."] });
    expect(firedAt(preview)).toEqual([ago(minutes(40) - seconds(30)).getTime()]);
  });

  it("over a year is judged hour by hour, and says what that cannot see", async () => {
    const pool = await makePool();
    const hour = (before: number, used: number) => {
      const at = new Date(Math.floor(ago(before).getTime() / 3_600_000) * 3_600_000);
      const figure = { min: used, max: used, sum: used, count: 1 };
      return { seriesId: pool.seriesId, at, used: figure, max: { ...figure, min: 50, max: 50, sum: 50 } };
    };
    // Nobody wrote down how full an instance was then: the greatest in use and the limit tell it.
    await writeRollUps("hour", [hour(days(200), 48), hour(days(200) - hours(1), 5), hour(days(199), 5)]);
    const preview = await previewTyped(world.lea, { ...rule({ pool: pool.name }), look: "365" });
    expect(preview).toMatchObject({ level: "hour", days: 365, fired: 1 });
    expect(preview.says.join(" ")).toContain("each hour counts in which it was met");
  });

  it("looks at the pools of a service, and at all, and says of how many nothing is known", async () => {
    const own = await makeWorld();
    const full = { from: ago(hours(3)), to: ago(hours(2)), used: 50, waiting: 7 };
    await poolWith([full], days(1), own.service.slug);
    await makePool(own.service.slug);
    const waiting = { figure: "waiting", threshold: 5, clearThreshold: "" };
    const preview = await previewTyped(own.lea, { ...rule({ ...waiting, service: own.service.slug }) });
    expect(preview).toMatchObject({
      watched: 1,
      unknown: 1,
      fired: 1,
      lines: [{ episodes: [{ worst: "7" }] }],
    });
    const all = await previewTyped(own.lea, rule(waiting));
    expect(all.watched).toBeGreaterThan(1);
    expect(all.fired).toBe(1);
  });

  it("leaves out pools with a nearer rule of the same kind, though that may pause", async () => {
    const own = await makeWorld();
    const pool = await poolWith(
      [{ from: ago(hours(3)), to: ago(hours(2)), used: 48 }],
      days(1),
      own.service.slug,
    );
    const general = rule({ service: own.service.slug });
    expect(await previewTyped(own.lea, general)).toMatchObject({ fired: 1, displaced: 0 });
    const nearer = await addRule(own.lea, rule({ pool: pool.name, threshold: 99 }));
    expect(await previewTyped(own.lea, general)).toMatchObject({ fired: 0, displaced: 1, watched: 0 });
    await pauseRule(own.lea, nearer);
    expect(await previewTyped(own.lea, general)).toMatchObject({ displaced: 1 });
    // The rule that is being edited is not in its own way.
    expect(await previewTyped(own.lea, { ...rule({ pool: pool.name }), slug: nearer.slug })).toMatchObject({
      ...{ fired: 1, displaced: 0 },
    });
    expect(await previewRule(own.cleo, await getRule(own.cleo, nearer.slug), 30)).toMatchObject({
      displaced: 0,
    });
  });

  it("names the rule whose place it takes, and for which pools", async () => {
    const own = await makeWorld();
    const span = [{ from: ago(hours(3)), to: ago(hours(2)), used: 48 }];
    const pool = await poolWith(span, days(1), own.service.slug);
    await poolWith(span, days(1), own.service.slug);
    const general = await getRule(
      own.cleo,
      (await addRule(own.lea, rule({ service: own.service.slug }))).slug,
    );
    const nearer = rule({ pool: pool.name, threshold: 99 });
    const replaces = [{ slug: general.slug, name: general.name, of: [pool.name], count: 1 }];
    expect(await previewTyped(own.lea, nearer)).toMatchObject({ replaces });
    const { slug } = await addRule(own.lea, nearer);
    expect(await previewRule(own.cleo, await getRule(own.cleo, slug), 30)).toMatchObject({ replaces });
    expect(await previewTyped(own.lea, rule({ pool: pool.name, severity: "warning" }))).not.toMatchObject({
      replaces,
    });
  });

  it("names the incidents that it was in, and none that the asker may not see", async () => {
    const own = await makeWorld();
    await poolWith([{ from: ago(hours(6)), to: ago(hours(5)), used: 48 }], days(1), own.service.slug);
    const rules = rule({ service: own.service.slug });
    const declared = { title: "Bookings fail", severity: "P1", service: own.service.slug, timeZone: "UTC" };
    const { ref } = await declareIncident(later(own.ben, -hours(5.5)), declared);
    const milestone = { ref, kind: "impactStartedAt", reason: "the first" };
    await setMilestone(own.ben, { ...milestone, at: ago(hours(6)).toISOString().slice(11, 16) });
    const during = async (context: typeof own.lea) =>
      (await previewTyped(context, rules)).lines.flatMap(({ episodes }) =>
        episodes.map(({ incident }) => incident),
      );
    expect(await during(own.lea)).toEqual([{ ref, title: "Bookings fail" }]);
    await restrictIncident(own.lea, { ref });
    await database().participant.deleteMany({ where: { incident: { ref } } });
    expect(await during(own.lea)).toEqual([null]);
    expect(await during(own.omar)).toEqual([{ ref, title: "Bookings fail" }]);
  });
});

describe("a trend", () => {
  it("is judged by minutes, as far back as those are kept", async () => {
    const leak = Array.from({ length: 40 }, (_, index) => ({
      ...{ from: ago(hours(5) - minutes(index)), to: ago(hours(5) - minutes(index + 1)) },
      used: 10 + index,
    }));
    const pool = await poolWith(leak, days(1));
    const floor = { figure: "rising_floor", threshold: 8, clearThreshold: "", forSeconds: "5 min" };
    const rising = await previewTyped(world.lea, { ...rule({ ...floor, pool: pool.name }), look: "365" });
    expect(rising).toMatchObject({ level: "minute", days: 95, fired: 1 });
    expect(rising.says).toContain("What tells this is kept for 95 days.");
    const soon = { figure: "exhaustion", threshold: 15, clearThreshold: "", forSeconds: "2 min" };
    const full = await previewTyped(world.lea, { ...rule({ ...soon, pool: pool.name }), look: "7" });
    expect(full).toMatchObject({ level: "minute", fired: 1 });
    const [fired] = firedAt(full);
    // From 36 of 50 on it is less than a quarter of an hour away, at one more a minute.
    expect(Math.abs((fired ?? 0) - ago(hours(5) - minutes(27)).getTime())).toBeLessThan(minutes(4));
  });
});

describe("silence", () => {
  it("is found where minutes are missing, and where a pool was never heard of", async () => {
    const pool = await poolWith([], days(1));
    await sql("delete from pool_minute where series_id = $1 and at >= $2 and at < $3", [
      pool.seriesId,
      ago(hours(3)),
      ago(hours(2)),
    ]);
    await sql("update pool set created_at = $2 where id = $1", [pool.poolId, ago(days(1))]);
    const noData = {
      figure: "no_data",
      threshold: 300,
      clearThreshold: "",
      forSeconds: 0,
      keepFiringSeconds: 0,
    };
    const preview = await previewTyped(world.lea, { ...rule({ ...noData, pool: pool.name }), look: "30" });
    expect(preview.lines[0]?.episodes).toMatchObject([
      { firingAt: ago(hours(3) - minutes(5)), endedAt: ago(hours(2)), worst: "60 min" },
    ]);
    const never = await makePool();
    await sql("update pool set created_at = $2 where id = $1", [never.poolId, ago(hours(1))]);
    const silent = await previewTyped(world.lea, { ...rule({ ...noData, pool: never.name }), look: "1" });
    expect(silent.lines[0]?.episodes).toMatchObject([{ firingAt: ago(minutes(55)), endedAt: null }]);
  });
});

describe("a health check", () => {
  it("is judged by its answers, of a service or of all", async () => {
    const own = await makeWorld();
    const { id: serviceId } = await database().service.findUniqueOrThrow({
      where: { slug: own.service.slug },
    });
    const name = unique("Ticket desk");
    const check = await database().healthCheck.create({
      data: {
        ...{
          slug: name.toLowerCase().replaceAll(" ", "-"),
          name,
          serviceId,
          url: "https://ferries.invalid/",
        },
        ...{
          intervalSeconds: 60,
          timeoutMs: 900,
          leastStatus: 200,
          mostStatus: 299,
          createdAt: ago(days(1)),
        },
      },
    });
    await sql(
      `insert into health_result (check_id, at, well, duration_ms)
       select $1, t, not (t >= $2 and t < $3), 20 from generate_series($4::timestamptz, $5, interval '1 minute') t`,
      [check.id, ago(hours(2)), ago(hours(2) - minutes(10)), ago(hours(4)), now()],
    );
    const failing = {
      figure: "health_check",
      threshold: 3,
      clearThreshold: "",
      forSeconds: 0,
      keepFiringSeconds: 60,
    };
    const preview = await previewTyped(own.lea, rule({ ...failing, service: own.service.slug }));
    expect(preview).toMatchObject({
      ...{ what: "check", watched: 1, fired: 1 },
      lines: [
        {
          ...{ name, href: `/services/${own.service.slug}` },
          episodes: [
            {
              ...{ firingAt: ago(hours(2) - minutes(2)), endedAt: ago(hours(2) - minutes(11)) },
              worst: "10 failures",
            },
          ],
        },
      ],
    });
  });
});

describe("a preview is refused", () => {
  it("where the rule would be, at its field, but for the name that may come later", async () => {
    await expect(previewTyped(world.lea, rule({ threshold: "NaN" }))).rejects.toMatchObject({
      ...{ code: "invalid", fields: { threshold: expect.any(String) } },
    });
    await expect(previewTyped(world.lea, rule({ pool: "no-such" }))).rejects.toMatchObject({
      ...{ code: "invalid", fields: { pool: "Choose one of the list." } },
    });
    expect((await previewTyped(world.lea, rule({ name: "" }))).days).toBe(30);
  });

  it("while many others wait, and for nobody for long", async () => {
    const asked = Array.from({ length: 9 }, () =>
      previewTyped(world.lea, rule({ figure: "waiting", threshold: 1, clearThreshold: "" })),
    );
    const outcomes = await Promise.allSettled(asked);
    const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(9);
    for (const reason of refused) expect(reason).toMatchObject({ code: "rate_limited" });
    await expect(previewTyped(world.lea, rule())).resolves.toMatchObject({ days: 30 });
  });

  it("for whoever may write no rules, or is not signed in", async () => {
    await expect(previewTyped(world.ben, rule())).rejects.toMatchObject({ code: "forbidden" });
    await expect(previewTyped(world.nobody, rule())).rejects.toMatchObject({ code: "unauthenticated" });
  });
});
