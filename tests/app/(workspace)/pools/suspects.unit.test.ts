import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { holdersOf, suspectsOf } from "@/app/(workspace)/pools/[slug]/suspects";
import { HolderTable } from "@/components/pools/holder-table";
import type { Holder } from "@/lib/pools/schema";

const now = new Date("2026-03-02T12:00:00Z");
const holder = (application: string, ageSeconds: number): Holder => ({
  ...{
    application,
    user: "app",
    state: "idle in transaction",
    fingerprint: "select ?",
    count: 4,
    ageSeconds,
  },
});
const pod = (name: string, holders: Holder[]) => ({
  ...{ name, holders, holdersAt: now, workloads: [], latest: null },
});
const pool = (...instances: ReturnType<typeof pod>[]) => ({
  ...{ holdLimitSeconds: 60, idleInTransactionLimitSeconds: 60, instances },
});

describe("of a pool with several instances", () => {
  const worker = holder("report-worker", 90);
  const several = pool(pod("pod-1", [worker, holder("mailer", 5)]), pod("pod-3", [worker]));

  test("holders and suspects say where", () => {
    expect(holdersOf(several).map(({ instance }) => instance)).toEqual(["pod-1", "pod-1", "pod-3"]);
    expect(suspectsOf(several, now)).toEqual({
      shown: [
        expect.objectContaining({ holder: worker, instance: "pod-1" }),
        expect.objectContaining({ holder: worker, instance: "pod-3" }),
      ],
      more: 0,
    });
  });

  test("the table has a column for it, after the application", () => {
    const html = renderToStaticMarkup(createElement(HolderTable, { holders: holdersOf(several) }));
    expect(html).toMatch(/Application<\/th><th[^>]*>Instance<\/th>/);
    expect(html).toMatch(/<td[^>]*data-label="Instance"[^>]*><span[^>]*>pod-3/);
  });
});

test("of a pool with one instance nobody has to be told where", () => {
  const one = pool(pod("pod-1", [holder("report-worker", 90)]));
  expect(suspectsOf(one, now).shown.map(({ instance }) => instance)).toEqual([undefined]);
  expect(renderToStaticMarkup(createElement(HolderTable, { holders: holdersOf(one) }))).not.toContain(
    "Instance",
  );
});

test("of nine suspects five are shown, and four more are said", () => {
  const many = Array.from({ length: 9 }, (_, nth) => holder(`worker-${nth}`, 100 + nth));
  const { shown, more } = suspectsOf(pool(pod("pod-1", many)), now);
  expect([shown.length, more]).toEqual([5, 4]);
});
