import { z } from "zod";
import type { Context } from "../../../core/context";
import { database, type Reader } from "../../../core/database";
import { instantGiven } from "../../../core/instant";
import { addPool, archivePool, editPool, restorePool } from "../../../pools/commands";
import { findingsOf } from "../../../pools/configuration/audit/rules";
import { forecastPools } from "../../../pools/forecast/queries";
import { getPool, getStoredPool, listPoolsByName, poolBase, poolContent } from "../../../pools/queries";
import { readPoolSeries } from "../../../pools/samples/queries";
import { keptDays } from "../../../pools/samples/rules";
import { getSource } from "../../../pools/sources/queries";
import { wrongParameter } from "../query-string";
import { list, read, readPart, stretchOf } from "../reading";
import { write } from "../writing";
import { archivedFilter } from "./parts";
import {
  asPoolState,
  poolFindings,
  poolHolders,
  poolPoints,
  poolShown,
  poolState,
  poolStateListed,
  type WrittenPool,
} from "./pool-schema";

const showing = (context: Context, { slug }: { slug: string }, reader: Reader = database()) =>
  getStoredPool(context, slug, reader);

const writes = { scope: "pools:write", answer: poolShown, shows: showing } as const;

const HOUR_MS = 3_600_000;

/** The stretch that is asked for, the last six hours unless somebody says otherwise. Throws `invalid-parameter`. */
function stretchAsked({ from, to }: { from?: Date | undefined; to?: Date | undefined }, now: Date) {
  const end = to ?? now;
  const begin = from ?? new Date(end.getTime() - 6 * HOUR_MS);
  if (begin >= end) throw wrongParameter("from", "Give a time before `to`, or before now.");
  if (end.getTime() - begin.getTime() > keptDays.hour * 24 * HOUR_MS)
    throw wrongParameter("from", `Figures are kept for ${keptDays.hour} days: ask for no more of them.`);
  return { from: begin, to: end };
}

/** Connections that services share, and how much room is left. */
export const pools = {
  list: list({
    route: "GET /pools",
    id: "pool.list",
    scope: "pools:read",
    summary: "List pools with how each is",
    description:
      "By name; archived ones only on request. `used`, `max` and `waiting` are of all instances that deliver, null is what the source does not tell; `utilisation` is that of the fullest instance, from 0 to 1. `state` is `no_data` while nothing is told, whatever was told before, and while an instance that was filling up is silent. `exhaustion` says when the pool will be full if it goes on like this, or why that is not told; here by minutes, of one pool by samples.",
    filters: archivedFilter,
    item: poolStateListed,
    run: async (context, { filters, limit, place }) => {
      const found = await listPoolsByName(context, { ...filters, after: place, limit: limit + 1 });
      const forecasts = await forecastPools(context, found, "minute");
      const states = found.map((pool) => asPoolState(pool, forecasts.get(pool.slug)));
      return stretchOf(states, limit, ({ name }) => name);
    },
  }),

  create: write(addPool, {
    ...writes,
    route: "POST /pools",
    status: 201,
    summary: "Add a pool of a source",
    description:
      "Of a Postgres server or a PgBouncer: `database`, `userName` and `application` say which of its connections are meant, none of them takes all. Pools of other sources come by themselves. A lead gives it to a service of a team of theirs, or to none.",
    location: ({ slug }) => `/pools/${slug}`,
  }),

  get: read({
    route: "GET /pools/{slug}",
    id: "pool.get",
    scope: "pools:read",
    summary: "Read a pool as it is set up",
    description: "How it is at this moment stands below `state`.",
    answer: poolShown,
    run: (context, params) => showing(context, params),
  }),

  edit: write(editPool, {
    ...writes,
    route: "PATCH /pools/{slug}",
    summary: "Change a pool",
    description:
      "Fields that are left out stay as they are, null takes away; its address and its source stay in any case.",
    guard: {
      current: showing,
      answer: poolShown,
      edition: (current: WrittenPool | null) => (current ? { base: poolBase(current) } : {}),
      fills: ["base"],
      keeps: poolContent,
      kept: ["name", "holdLimitSeconds", "idleInTransactionLimitSeconds"],
    },
  }),

  archive: write(archivePool, {
    ...writes,
    route: "PUT /pools/{slug}/archival",
    summary: "Archive a pool",
    description: "Nothing more is collected; its history stays.",
  }),

  restore: write(restorePool, {
    ...writes,
    route: "DELETE /pools/{slug}/archival",
    summary: "Bring an archived pool back",
  }),

  state: read({
    route: "GET /pools/{slug}/state",
    id: "pool.state",
    scope: "pools:read",
    summary: "Read how a pool is at this moment",
    description: "As in the list, with each of its instances.",
    answer: poolState,
    run: async (context, { slug }) => {
      const pool = await getPool(context, slug);
      return asPoolState(pool, (await forecastPools(context, [pool])).get(pool.slug));
    },
  }),

  points: readPart({
    route: "GET /pools/{slug}/points",
    id: "pool.points",
    scope: "pools:read",
    summary: "Read the figures of a pool over time",
    description:
      "At most about 500 points, each a bucket of `bucketSeconds` that begins at `at` and keeps the least and the greatest that was in use; where nothing was told there is no point. The last six hours, unless `from` or `to` say otherwise.",
    filters: z.object({ from: instantGiven.optional(), to: instantGiven.optional() }),
    answer: poolPoints,
    run: async (context, { params: { slug }, filters }) => {
      const pool = await getStoredPool(context, slug, database());
      const stretch = stretchAsked(filters, context.now);
      const series = await readPoolSeries(context, pool.id, stretch, pool.source.intervalSeconds);
      return { ...stretch, ...series };
    },
  }),

  holders: read({
    route: "GET /pools/{slug}/holders",
    id: "pool.holders",
    scope: "pools:read",
    summary: "Read who holds the connections of a pool",
    description:
      "When it was last looked, at `at`: null where the source does not tell. Values in statements are left out.",
    answer: poolHolders,
    run: async (context, { slug }) => {
      const { instances } = await getPool(context, slug);
      const looked = instances.flatMap(({ holdersAt }) => (holdersAt ? [holdersAt.getTime()] : []));
      return {
        at: looked.length > 0 ? new Date(Math.max(...looked)) : null,
        holders: instances.flatMap(({ name, holders }) =>
          holders.map((holder) => ({ ...holder, instance: name })),
        ),
      };
    },
  }),

  findings: read({
    route: "GET /pools/{slug}/findings",
    id: "pool.findings",
    scope: "pools:read",
    summary: "Read what stands out in the configuration behind a pool",
    description:
      "What in its server or pooler lets a pool run dry, warnings first, with the setting and what changes it. `findings` is null where the source never told how it is set.",
    answer: poolFindings,
    run: async (context, { slug }) => {
      const { source, archivedAt } = await getStoredPool(context, slug, database());
      const findings = archivedAt ? null : findingsOf(await getSource(context, source.slug));
      return { source, findings };
    },
  }),
};
