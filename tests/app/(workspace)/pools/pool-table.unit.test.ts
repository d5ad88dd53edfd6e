import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { orderIn } from "@/app/(workspace)/pools/pool-order";
import { PoolTable } from "@/app/(workspace)/pools/pool-table";
import type { Pool } from "@/lib/pools/queries";
import { at } from "../../../support/clock";

const now = at("2026-03-10 12:00 UTC");
const instance = (used: number | null, max: number | null) => ({ latest: { at: now, used, max } });

/** What a pool's row says is in use, line by line. */
function inUse(known: object): string[] {
  const pool = {
    ...{ id: "1", slug: "reports", name: "Reports", source: { name: "reports-db" }, state: "fine", away: [] },
    ...{ waiting: 0, instances: [instance(12, 50)], fullest: instance(12, 50) },
    ...known,
  } as unknown as Pool;
  const html = renderToStaticMarkup(
    createElement(PoolTable, {
      ...{ pools: [pool], sparks: new Map(), forecasts: new Map(), order: orderIn(undefined) },
      ...{ path: "/pools", zone: "UTC", now, empty: null },
    }),
  );
  const cell = /<td[^>]*data-label="In use"[^>]*>(.*?)<\/td>/.exec(html)?.[1] ?? "";
  return cell
    .replace(/<span class="text-(?:faint|muted)[^>]*>(?! of)/g, "\n")
    .replace(/<[^>]*>/g, "")
    .split("\n")
    .filter((line) => line !== "");
}

it.each<[string, object, string[]]>([
  ["how much is left", { used: 12, max: 50 }, ["12 of 50", "38 left"]],
  [
    "how full the fullest of several instances is, too",
    { used: 20, max: 40, instances: [instance(13, 20), instance(7, 20)], fullest: instance(13, 20) },
    ["20 of 40", "20 left · fullest 13 of 20"],
  ],
  ["nothing more where nothing is left", { used: 50, max: 50 }, ["50 of 50"]],
  ["how far it is over a limit that was lowered", { used: 57, max: 50 }, ["57 of 50", "7 over"]],
  ["nothing of what is left of a limit that nobody knows", { used: 12, max: null }, ["12"]],
  ["that nothing is known, and no room", { used: null, max: null }, ["not known"]],
  ["that nothing is known though its limit is", { used: null, max: 50 }, ["not known"]],
])("the row of a pool says %s", (_, known, lines) => {
  expect(inUse(known)).toEqual(lines);
});
