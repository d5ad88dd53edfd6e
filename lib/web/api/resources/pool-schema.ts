import { z } from "zod";
import { PoolSourceKind } from "../../../../prisma/generated/enums";
import type { Forecast } from "../../../pools/forecast/rules";
import type { getStoredPool, Instance, Pool } from "../../../pools/queries";
import { utilisation, worstFirst } from "../../../pools/rules";
import { keptDays } from "../../../pools/samples/rules";
import type { HolderState } from "../../../pools/schema";
import { instant, named } from "./parts";

const amount = z.number().nullable();
const sourceNamed = named.extend({ kind: z.enum(PoolSourceKind) });
const place = {
  slug: z.string(),
  name: z.string(),
  service: named.nullable(),
  environment: named.nullable(),
};

/** A pool as it is written down, without anything measured. */
export const poolShown = z
  .object({
    ...place,
    source: sourceNamed,
    declaredMax: z.int().nullable(),
    database: z.string().nullable(),
    userName: z.string().nullable(),
    application: z.string().nullable(),
    holdLimitSeconds: z.int(),
    idleInTransactionLimitSeconds: z.int(),
    createdAt: instant,
    archivedAt: instant.nullable(),
  })
  .meta({ id: "Pool" });

/** What is shown of a pool as it is written down. */
export type WrittenPool = Awaited<ReturnType<typeof getStoredPool>>;

const noExhaustion = [
  "no_data",
  "too_few_samples",
  "limit_unknown",
  "limit_reached",
  "not_rising",
  "unsteady",
  "far_ahead",
] as const;

/** How a pool is at this moment, as lists show it. */
export const poolStateListed = z
  .object({
    ...place,
    source: sourceNamed.extend({ intervalSeconds: z.int(), failure: z.string().nullable() }),
    state: z.enum(worstFirst),
    used: amount,
    max: amount,
    waiting: amount,
    utilisation: amount,
    exhaustion: z.object({
      at: instant.nullable(),
      secondsLeft: z.int().nullable(),
      why: z.enum(noExhaustion).nullable(),
    }),
    lastSampleAt: instant.nullable(),
    silentInstances: z.int(),
    archivedAt: instant.nullable(),
  })
  .meta({ id: "PoolStateSummary" });

/** The same with each of its instances. */
export const poolState = poolStateListed
  .extend({
    instances: z.array(
      z.object({
        name: z.string(),
        state: z.enum(worstFirst),
        used: amount,
        max: amount,
        waiting: amount,
        sampledAt: instant.nullable(),
      }),
    ),
  })
  .meta({ id: "PoolState" });

/** A pool with what is measured of it, and when it will be full. */
export function asPoolState(pool: Pool, forecast: Forecast | undefined) {
  const { fullest, instances, silent } = pool;
  const times = instances.flatMap(({ latest }) => (latest ? [latest.at.getTime()] : []));
  return {
    ...pool,
    utilisation: fullest?.latest ? utilisation(fullest.latest) : null,
    exhaustion: asExhaustion(forecast),
    lastSampleAt: times.length > 0 ? new Date(Math.max(...times)) : null,
    silentInstances: silent,
    instances: instances.map(asInstance),
  };
}

function asExhaustion(forecast: Forecast | undefined) {
  if (forecast?.validity === "ok")
    return { at: forecast.exhaustedAt, secondsLeft: forecast.secondsLeft, why: null };
  const why = forecast?.why ?? "no-data";
  return { at: null, secondsLeft: null, why: why.replaceAll("-", "_") };
}

const asInstance = ({ name, state, latest }: Instance) => ({
  ...{ name, state, used: latest?.used ?? null, max: latest?.max ?? null },
  ...{ waiting: latest?.waiting ?? null, sampledAt: latest?.at ?? null },
});

/** The figures of a pool over a stretch of time. */
export const poolPoints = z
  .object({
    from: instant,
    to: instant,
    bucketSeconds: z.int(),
    level: z.enum(Object.keys(keptDays) as (keyof typeof keptDays)[]),
    points: z.array(
      z.object({
        at: instant,
        utilisation: amount,
        usedMin: amount,
        usedMax: amount,
        usedAvg: amount,
        idle: amount,
        idleInTransaction: amount,
        waiting: amount,
        max: amount,
        instanceMax: amount,
        instances: z.int(),
      }),
    ),
  })
  .meta({ id: "PoolPoints" });

const holderStates = [
  "active",
  "idle",
  "idle in transaction",
  "idle in transaction (aborted)",
  "other",
] as const satisfies HolderState[];

/** Connections that are held alike. */
export const holderShown = z
  .object({
    application: z.string(),
    user: z.string(),
    state: z.enum(holderStates),
    fingerprint: z.string(),
    count: z.int(),
    ageSeconds: z.number(),
    line: z.string().optional(),
  })
  .meta({ id: "Holder" });

/** Who holds a pool's connections. */
export const poolHolders = z
  .object({
    at: instant.nullable(),
    holders: z.array(holderShown.extend({ instance: z.string() })),
  })
  .meta({ id: "PoolHolders" });

/** What stands out in the configuration behind a pool. */
export const poolFindings = z
  .object({
    source: sourceNamed,
    findings: z
      .array(
        z.object({
          level: z.enum(["warning", "note"]),
          setting: z.string(),
          value: z.string(),
          says: z.string(),
          change: z.string().nullable(),
        }),
      )
      .nullable(),
  })
  .meta({ id: "PoolFindings" });
