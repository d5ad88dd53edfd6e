import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { PoolNotices } from "@/app/(workspace)/pools/[slug]/pool-notices";
import type { Pool } from "@/lib/pools/queries";
import { at, later, minutes } from "../../../support/clock";

const now = at("2026-03-10 12:00 UTC");

function shown(known: object): string {
  const source = { name: "reports-db", failure: null };
  const nothing = {
    archivedAt: null,
    state: "no_data",
    source,
    instances: [],
    away: [],
    missed: [],
    silent: 0,
  };
  const pool = { ...nothing, ...known } as unknown as Pool;
  return renderToStaticMarkup(createElement(PoolNotices, { pool, zone: "UTC", now }))
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

it("of a pool that never told anything it is said that no data has come in yet, which is no warning", () => {
  expect(shown({})).toBe("Note: No data No data has come in yet: its state is not known.");
});

it("of one that told before it is a warning, with what each instance told last", () => {
  const server = { name: "server", latest: { at: later(now, -minutes(20)), used: 41, max: 50 } };
  const said = shown({ instances: [server], away: [server], silent: 1 });
  expect(said).toMatch(
    /^Warning: No data No data has come in lately: its state is not known\. server : last at 41 of 50, /,
  );
  expect(said).toContain("20 min");
});

it("of a source that fails its reason is said, and not that no data has come in", () => {
  const source = { name: "reports-db", failure: "Nothing listens at this address." };
  expect(shown({ source })).toBe(
    "Warning: No data from reports-db Nothing listens at this address. What is shown is what was known before.",
  );
});

it("of a pool that is well, and of one whose limit alone is not known, nothing is said", () => {
  for (const state of ["ok", "unknown"]) expect(shown({ state })).toBe("");
});

it("of an archived pool that alone is said", () => {
  expect(shown({ archivedAt: now })).toBe("Note: Archived Nothing more is collected; its history stays.");
});
