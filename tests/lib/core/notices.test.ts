import { afterEach, expect, test, vi } from "vitest";
import { database, sql } from "@/lib/core/database";
import { onChange, tellPresence } from "@/lib/core/notices";
import { declareIncident } from "@/lib/incidents/commands";
import { makeWorld } from "../../support/world";

const stops: (() => void)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) stop();
  await expect.poll(ears).toHaveLength(0);
});

const ears = async () =>
  (
    await sql<{ pid: number }>(
      "select pid from pg_stat_activity where application_name = 'highwater live' and datname = current_database()",
    )
  ).map(({ pid }) => pid);

async function listening() {
  const heard = vi.fn();
  stops.push(onChange(heard));
  // It calls once when it begins to listen: who knows what was missed before.
  await expect.poll(() => heard.mock.calls.length).toBe(1);
  return heard;
}

test("hears of what was committed, once however much it was, and not of what was rolled back", async () => {
  const { ben } = await makeWorld();
  const heard = await listening();
  await database()
    .$transaction(async (tx) => {
      await declareIncident.within(tx, ben, { title: "Never was", severity: "P4" });
      throw new Error("rolled back");
    })
    .catch(() => undefined);
  await declareIncident(ben, { title: "The lock gate is stuck", severity: "P3" });
  await expect.poll(() => heard.mock.calls.length).toBe(2);
});

test("listens again when its connection was cut off", async () => {
  const { ben } = await makeWorld();
  const heard = await listening();
  const [pid] = await ears();
  await sql("select pg_terminate_backend($1)", [pid]);
  await expect.poll(() => heard.mock.calls.length, { timeout: 15_000 }).toBe(2);
  await declareIncident(ben, { title: "The lock gate is stuck again", severity: "P3" });
  await expect.poll(() => heard.mock.calls.length).toBe(3);
});

test("hears of presence over the same connection, apart from changes", async () => {
  const [changed, heard, began] = [vi.fn(), vi.fn(), vi.fn()];
  stops.push(onChange(changed, { heard, began }));
  await expect.poll(() => began.mock.calls.length).toBe(1);
  expect(await ears()).toHaveLength(1);
  await tellPresence("Lea is here");
  await expect.poll(() => heard.mock.calls).toEqual([["Lea is here"]]);
  expect(changed).toHaveBeenCalledTimes(1);
});
