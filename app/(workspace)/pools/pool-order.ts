import type { Forecast } from "@/lib/pools/forecast/rules";
import type { Pool } from "@/lib/pools/queries";
import { utilisation, worstFirst } from "@/lib/pools/rules";

/** By what the pools can be ordered, and which way first: what needs somebody comes on top. */
const firstWays = {
  name: "ascending",
  state: "descending",
  used: "descending",
  waiting: "descending",
  full: "ascending",
} as const;

export type OrderKey = keyof typeof firstWays;
export type Order = { by: OrderKey; way: "ascending" | "descending" };

const usual: Order = { by: "state", way: firstWays.state };
const isKey = (text: string): text is OrderKey => Object.hasOwn(firstWays, text);

/** The order in an address, `sort=used` or `sort=-used` for the other way round; the usual one where it says none. */
export function orderIn(sort: string | string[] | undefined): Order {
  const given = [sort].flat()[0] ?? "";
  const by = given.replace(/^-/, "");
  if (!isKey(by)) return usual;
  return { by, way: given.startsWith("-") ? opposite(firstWays[by]) : firstWays[by] };
}

/** Where a heading leads: to its column, and from there to the other way round. */
export function orderAddress(path: string, key: OrderKey, { by, way }: Order): string {
  const turned = by === key && way === firstWays[key];
  const address = new URL(path, "http://localhost");
  address.searchParams.set("sort", turned ? `-${key}` : key);
  return `${address.pathname}${address.search}`;
}

/** The pools in an order. What is not known comes last, whichever way; equals stay as they were. */
export function inOrder(
  pools: readonly Pool[],
  forecasts: ReadonlyMap<string, Forecast>,
  { by, way }: Order,
): Pool[] {
  const sign = way === "ascending" ? 1 : -1;
  if (by === "name") return pools.toSorted((one, other) => sign * one.name.localeCompare(other.name));
  const value = (pool: Pool) => values[by](pool, forecasts.get(pool.slug));
  return pools.toSorted((one, other) => {
    const [mine, theirs] = [value(one), value(other)];
    if (mine === null || theirs === null) return Number(mine === null) - Number(theirs === null);
    return sign * (mine - theirs);
  });
}

const opposite = (way: Order["way"]) => (way === "ascending" ? "descending" : "ascending");

const values: Readonly<
  Record<Exclude<OrderKey, "name">, (pool: Pool, forecast: Forecast | undefined) => number | null>
> = {
  state: ({ state }) => worstFirst.length - worstFirst.indexOf(state),
  used: ({ fullest }) => (fullest?.latest ? utilisation(fullest.latest) : null),
  waiting: ({ waiting }) => waiting,
  full: (_, forecast) =>
    forecast?.validity === "ok" ? forecast.secondsLeft : forecast?.why === "limit-reached" ? 0 : null,
};
