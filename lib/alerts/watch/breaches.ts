import type { Alert } from "../../../prisma/generated/client";
import { attributeBreach } from "../../pools/attribution/rules";
import { limitsOf } from "../../pools/attribution/schema";
import { throughputOf } from "../../pools/attribution/throughput/rules";
import type { Holder } from "../../pools/schema";
import type { Event } from "./judging";
import type { PoolMemory } from "./memory";
import { readHolders } from "./queries";
import type { BreachSight } from "./store";

/** How much of the past tells what a breach came from. */
const WINDOW_MS = 900_000;

/**
 * What was known at the breaches among some events: who held connections of the instance that crossed, and, once it
 * fires, what the breach came from. They are compared with those that an open alert of the instance knew first: a warning
 * comes minutes before what is critical.
 */
export async function sightsOf(
  memory: PoolMemory,
  events: readonly Event[],
  open: readonly Alert[],
): Promise<(event: Event) => BreachSight | null> {
  const crossings = events.filter(
    ({ step, origin }) => origin && (step.to === "pending" || step.to === "firing"),
  );
  const series = [...new Set(crossings.flatMap(({ origin }) => origin?.seriesId ?? []))];
  if (series.length === 0) return () => null;
  const found = new Map((await readHolders(series)).map((one) => [one.seriesId, one]));
  return ({ step, origin }) => {
    const held = origin ? found.get(origin.seriesId) : undefined;
    if (!origin || !held) return null;
    const { holders, holdersAt } = held;
    if (step.to !== "firing") return { holders, holdersAt, attribution: null };
    const samples = (memory.instances.get(origin.seriesId)?.samples ?? []).filter(
      ({ at }) => at <= step.at && at.getTime() > step.at.getTime() - WINDOW_MS,
    );
    const attribution = attributeBreach({
      samples,
      holders: { now: holders, before: holdersBefore(open, origin.instance, holdersAt) },
      throughput: throughputOf(samples),
      limits: limitsOf(held),
    });
    return { holders, holdersAt, attribution };
  };
}

function holdersBefore(open: readonly Alert[], of: string, holdersAt: Date | null) {
  const [first] = open
    .flatMap(({ holders, holdersAt: at, instance }) => (at && instance === of ? [{ holders, at }] : []))
    .toSorted((one, other) => one.at.getTime() - other.at.getTime());
  if (!first || !holdersAt || first.at >= holdersAt) return null;
  return {
    holders: first.holders as Holder[],
    secondsAgo: (holdersAt.getTime() - first.at.getTime()) / 1000,
  };
}
