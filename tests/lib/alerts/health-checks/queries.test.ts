import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addHealthCheck, archiveHealthCheck } from "@/lib/alerts/health-checks/commands";
import { type HealthCheck, listHealthChecks } from "@/lib/alerts/health-checks/queries";
import { forgetOldResults } from "@/lib/alerts/health-checks/store";
import { archiveService } from "@/lib/catalog/services/commands";
import { sql } from "@/lib/core/database";
import { later, minutes } from "../../../support/clock";
import { makeWorld, unique, type World } from "../../../support/world";

let world: World;
let slug: string;
beforeAll(async () => {
  world = await makeWorld();
});
beforeEach(async () => {
  const input = {
    service: world.service.slug,
    name: unique("Landing stage"),
    url: "https://ferries.invalid/",
  };
  slug = (await addHealthCheck(world.lea, input)).slug;
});

const ago = (count: number) => later(world.lea.now, -minutes(count));

/** Answers of every so many minutes, the latest first: true is one that was well. */
async function answered(wells: readonly boolean[], everyMinutes = 1, latest = 0): Promise<void> {
  await sql(
    `insert into health_result (check_id, at, well, status, duration_ms, failure)
     select c.id, $2::timestamptz - make_interval(mins => ($4 + (n - 1) * $3)::int), w, case when w then 200 else 503 end, 12.5,
       case when w then null else 'It answered 503.' end
     from health_check c, unnest($1::boolean[]) with ordinality as a (w, n) where c.slug = $5`,
    [wells, world.lea.now, everyMinutes, latest, slug],
  );
  await sql(
    `insert into health_hour (check_id, at, asked, well, last_well_at, last_failed_at)
     select check_id, date_trunc('hour', r.at, 'UTC'), count(*), count(*) filter (where well),
       max(r.at) filter (where well), max(r.at) filter (where not well)
     from health_result r join health_check c on c.id = r.check_id where c.slug = $1 group by 1, 2`,
    [slug],
  );
  await sql(
    `update health_check_turn t set last_at = r.at, failure = r.failure from health_check c
     cross join lateral (select at, failure from health_result where check_id = c.id order by at desc limit 1) r
     where c.id = t.check_id and c.slug = $1`,
    [slug],
  );
}

async function found(): Promise<HealthCheck> {
  const check = (await listHealthChecks(world.cleo, world.service.slug)).find((one) => one.slug === slug);
  if (!check) throw new Error("It is not listed.");
  return check;
}

describe("a health check is listed", () => {
  it("as not asked yet, with nothing else, before its first answer", async () => {
    expect(await found()).toMatchObject({
      state: "new",
      since: null,
      last: [],
      day: { asked: 0 },
      month: { asked: 0 },
    });
  });

  it("with since when it fails, its reason, and its last answers, the oldest first", async () => {
    await answered([false, false, false, true, true, false, true]);
    const check = await found();
    expect(check).toMatchObject({ state: "failing", since: ago(2), turn: { failure: "It answered 503." } });
    expect(check.last.map(({ well }) => well)).toEqual([true, false, true, true, false, false, false]);
    expect(check.last.at(-1)).toEqual({
      ...{ at: ago(0), well: false, status: 503, durationMs: 12.5, failure: "It answered 503." },
    });
    expect([check.day, check.month]).toEqual([
      { asked: 7, well: 3 },
      { asked: 7, well: 3 },
    ]);
  });

  it("with since when it is well again", async () => {
    await answered([true, true, false, true]);
    expect(await found()).toMatchObject({ state: "well", since: ago(1) });
  });

  it("with since when it has always been well", async () => {
    await answered([true, true, true, true]);
    expect(await found()).toMatchObject({ state: "well", since: ago(3) });
  });

  it("with shares of a day and of thirty, and no beginning when it has been alike for as long as answers are kept", async () => {
    await answered(Array(240).fill(true), 200);
    expect(await found()).toMatchObject({
      ...{ state: "well", since: null, day: { asked: 7, well: 7 }, month: { asked: 216, well: 216 } },
    });
    expect((await found()).last).toHaveLength(40);
  });

  it("in front of those that are well when it is in trouble, else by its name", async () => {
    const own = await makeWorld();
    const names = ["Pier A", "Pier B", "Pier C", "Pier D"].map(unique);
    for (const name of names)
      await addHealthCheck(own.lea, { service: own.service.slug, name, url: "https://ferries.invalid/" });
    const set =
      "update health_check_turn set last_at = $2::timestamptz - make_interval(secs => $3), failure = $4";
    const where = "where check_id = (select id from health_check where name = $1)";
    const stand = (name: string | undefined, secondsAgo: number, failure: string | null = null) =>
      sql(`${set} ${where}`, [name, own.lea.now, secondsAgo, failure]);
    await stand(names[0], 10);
    await stand(names[1], 900);
    await stand(names[3], 10, "It answered 503.");
    const listed = await listHealthChecks(own.cleo, own.service.slug);
    expect(listed.map(({ name }) => name)).toEqual([names[3], names[1], names[2], names[0]]);
    expect(listed.map(({ state }) => state)).toEqual(["failing", "no_data", "new", "well"]);
  });

  it("as without data, since its last answer, when that is three intervals old", async () => {
    await answered([true, true], 1, 4);
    expect(await found()).toMatchObject({ state: "no_data", since: ago(4) });
  });

  it("among the archived ones once it is archived, and resting while its service is", async () => {
    await answered([true]);
    await archiveHealthCheck(world.lea, { slug });
    const archived = await listHealthChecks(world.cleo, world.service.slug, { archived: true });
    expect(archived.find((one) => one.slug === slug)).toMatchObject({ state: "resting" });
    await expect(found()).rejects.toThrow();
    const own = await makeWorld();
    const input = {
      service: own.service.slug,
      name: unique("Landing stage"),
      url: "https://ferries.invalid/",
    };
    await addHealthCheck(own.lea, input);
    await archiveService(own.lea, own.service);
    expect(await listHealthChecks(own.cleo, own.service.slug)).toMatchObject([{ state: "resting" }]);
  });

  it("to nobody without a session, and where there is such a service", async () => {
    await expect(listHealthChecks(world.nobody, world.service.slug)).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await expect(listHealthChecks(world.cleo, "no-such-service")).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

it("answers are forgotten after thirty days, and none before", async () => {
  await answered([true, false, true], 60 * 24 * 15 + 1);
  await forgetOldResults(world.lea.now);
  expect((await found()).last.map(({ at }) => at)).toEqual([ago(60 * 24 * 15 + 1), ago(0)]);
});
