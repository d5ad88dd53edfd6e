import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { databaseNow } from "@/lib/core/clock";
import { takeTurn } from "@/lib/worker/schedule";
import { at, later, minutes } from "../../support/clock";
import { type DatabaseClock, installClock } from "../../support/database-clock";

const afternoon = at("2025-10-08 14:23 America/New_York");
let clock: DatabaseClock;

beforeAll(async () => {
  const { DATABASE_URL: url = "", DATABASE_OWNER_URL: ownerUrl = "" } = process.env;
  const name = new URL(url).pathname.slice(1);
  clock = await installClock(inject("testServer"), { name, url, ownerUrl }, afternoon);
});

afterAll(() => clock.close());

it("the product's time is its database's, whatever the machine's clock says", async () => {
  const first = await databaseNow();
  expect(first.getTime() - afternoon.getTime()).toBeGreaterThanOrEqual(0);
  expect(first.getTime() - afternoon.getTime()).toBeLessThan(1_000);
  await clock.turnTo(later(afternoon, minutes(52)));
  const second = await databaseNow();
  expect(Math.round((second.getTime() - first.getTime()) / minutes(1))).toBe(52);
});

it("so is the time by which turns are taken, which SQL compares for itself", async () => {
  const hour = later(afternoon, minutes(60));
  await clock.turnTo(hour);
  const taken = await takeTurn("tide.look", 600);
  expect(Math.abs((taken?.getTime() ?? 0) - hour.getTime())).toBeLessThan(1_000);
  expect(await takeTurn("tide.look", 600)).toBeNull();
  await clock.turnTo(later(afternoon, minutes(71)));
  expect(await takeTurn("tide.look", 600)).not.toBeNull();
});

it("no SQL of the product takes the time by a name that a database could not be given", () => {
  // SQL is written small here.
  const others =
    /\b(?:current_(?:timestamp|date|time)|localtime(?:stamp)?)\b|\b(?:statement|transaction)_timestamp\(|\b(?:select|values|set|where|and|or)\b.*[^.]\bnow\(\)/;
  const files = readdirSync("lib", { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  expect(files.length).toBeGreaterThan(100);
  const found = files.filter((file) => others.test(readFileSync(join("lib", file), "utf8")));
  expect(found).toEqual([]);
});
