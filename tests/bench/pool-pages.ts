import { mostPoints, readPoolSeries } from "../../lib/pools/samples/queries";
import { days, hours } from "../support/clock";
import { leave, workOn } from "../support/open-world";
import { withDatabaseOf } from "../support/product-database";
import type { Line } from "./line";
import { type FilledPool, fillPools } from "./pool-history";
import { measure, timesOf } from "./rounds";
import { emptyPage, type Setting, viewing } from "./setting";

const ranges = { "24h": hours(24), "30d": days(30), "1y": days(365) };
const intervalSeconds = 15;

/** The page of a pool over a day, a month and a year, of many pools in turn, beside an empty page in the same frame. */
export async function poolPages(
  setting: Setting,
  count: number,
  effort: { rounds: number; perRound: number },
): Promise<Line[]> {
  const pools = await withDatabaseOf(setting.product, (client) => fillPools(client, count));
  const subjects = Object.keys(ranges).map((range) => {
    const views = pools.map(({ slug }) => viewing(setting.ben, `/pools/${slug}?range=${range}`, "In use"));
    let turn = 0;
    return { name: range, once: async () => views[turn++ % views.length]?.() };
  });
  const times = await measure([{ name: "empty", once: emptyPage(setting.ben) }, ...subjects], effort);
  const reads = await readsOf(setting, pools);
  const pages = subjects.map(({ name }): Line => {
    const page = timesOf(times, name);
    return {
      name: `Pool page over ${name}, ${count} pools at ${intervalSeconds} s, 95th of 100 views`,
      ...{ figure: page.p95, unit: "ms", goal: { most: 100 } },
      beside: {
        ...{ median: page.median, "ms of the empty page": timesOf(times, "empty").median },
        ...reads[name],
      },
    };
  });
  const most = Math.max(...Object.values(reads).map(({ points }) => points));
  return [
    ...pages,
    {
      name: "Points of a series on them, at most",
      ...{ figure: most, unit: "points", goal: { most: mostPoints } },
      beside: Object.fromEntries(Object.entries(reads).map(([range, { points }]) => [range, points])),
    },
  ];
}

/** Of how many points, and from which level, each range is read; and how long that takes, apart from the page. */
async function readsOf({ product, scene }: Setting, pools: readonly FilledPool[]) {
  await workOn(product);
  const context = { ...scene.cleo, now: new Date() };
  const found: Record<string, { points: number; level: string; "ms of reading its points": number }> = {};
  for (const [range, ms] of Object.entries(ranges)) {
    const between = { from: new Date(context.now.getTime() - ms), to: context.now };
    const subject = { level: "", points: 0 };
    let turn = 0;
    const once = async () => {
      const { id = "" } = pools[turn++ % pools.length] ?? {};
      const { points, level } = await readPoolSeries(context, id, between, intervalSeconds);
      if (points.length === 0) throw new Error(`A pool has no history over ${range}.`);
      Object.assign(subject, { level, points: Math.max(subject.points, points.length) });
    };
    const times = await measure([{ name: range, once }], { rounds: 1, perRound: pools.length });
    found[range] = { ...subject, "ms of reading its points": timesOf(times, range).median };
  }
  await leave();
  return found;
}
