import { beforeAll, describe, expect, it } from "vitest";
import { getAlert, listAlerts, listOpenAlerts, listPastAlerts } from "@/lib/alerts/history/queries";
import { alertStanding } from "@/lib/alerts/history/rules";
import { type AlertFilters, alertFilters } from "@/lib/alerts/history/schema";
import { database } from "@/lib/core/database";
import { exportAlerts } from "@/lib/documents/alerts/queries";
import { declareIncident } from "@/lib/incidents/commands";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import type { Alert, AlertRule } from "@/prisma/generated/client";
import { later, minutes } from "../../../support/clock";
import { makeWorld, unique, type World } from "../../../support/world";
import { makePool, makeRule } from "../support";

let world: World;
let pool: Awaited<ReturnType<typeof makePool>>;
let rule: AlertRule;
beforeAll(async () => {
  world = await makeWorld();
  pool = await makePool(world.service.slug);
  rule = await makeRule({ name: unique("Nearly full") });
});

const filters = (given: Partial<Record<keyof AlertFilters, string>> = {}) =>
  alertFilters.parse({ pool: pool.name, ...given });

async function alert(state: Alert["state"], terms: Partial<Alert> = {}): Promise<Alert> {
  const { name, figure, comparison, threshold, severity, response } = rule;
  const pendingAt = terms.pendingAt ?? world.cleo.now;
  const { holders: _, attribution: __, ...plain } = terms;
  return database().alert.create({
    data: {
      ...{ ruleId: rule.id, poolId: pool.poolId, name, figure, comparison, threshold, severity, response },
      ...{ state, pendingAt, lastAt: pendingAt, firstValue: 96, lastValue: 97, worstValue: 98 },
      firingAt: state === "firing" || state === "resolved" ? later(pendingAt, minutes(1)) : null,
      endedAt: state === "resolved" || state === "lapsed" ? later(pendingAt, minutes(9)) : null,
      ...plain,
    },
  });
}

describe("the open alerts", () => {
  it("stand in the order in which they need somebody, and narrow like the others", async () => {
    const rules = await Promise.all([makeRule({ severity: "warning" }), makeRule(), makeRule()]);
    const [warns, pends, later1] = rules.map(({ id }) => ({ ruleId: id }));
    const warning = await alert("firing", { ...warns, severity: "warning" });
    const pending = await alert("pending", pends);
    const critical = await alert("firing", { ...later1, pendingAt: later(world.cleo.now, -minutes(30)) });
    const fresh = await alert("firing");
    const open = async (given: Partial<Record<keyof AlertFilters, string>> = {}) =>
      (await listOpenAlerts(world.cleo, filters(given))).map(({ number }) => number);
    expect(await open()).toEqual([fresh, critical, warning, pending].map(({ number }) => number));
    expect(await open({ severity: "warning" })).toEqual([warning.number]);
    expect(await open({ state: "pending" })).toEqual([pending.number]);
    expect(await open({ state: "resolved" })).toEqual([]);
    expect(await open({ rule: rule.slug })).toEqual([fresh.number]);
    expect(await open({ figure: "waiting" })).toEqual([]);
    for (const nowhere of [{ pool: "no-such" }, { rule: "no-such" }, { service: "no-such" }])
      expect(await open(nowhere)).toEqual([]);
    expect(await open({ state: "no such", severity: "no such" })).toHaveLength(4);
    await database().alert.deleteMany({ where: { endedAt: null } });
  });
});

describe("the history", () => {
  it("tells an alert that nobody saw well from one that was, in lists and as CSV", async () => {
    const { poolId, name } = await makePool(world.service.slug);
    const ended = async (reason: "cleared" | "rule_changed") => {
      const { id, endedAt, number } = await alert("resolved", { poolId });
      const at = endedAt ?? world.cleo.now;
      const step = { alertId: id, value: 97, at, recordedAt: at };
      await database().alertTransition.createMany({
        data: [
          { ...step, from: "pending", to: "firing", reason: "held" },
          { ...step, from: "firing", to: "resolved", reason },
        ],
      });
      return number;
    };
    const [well, unseen] = [await ended("cleared"), await ended("rule_changed")];
    const { alerts } = await listPastAlerts(world.cleo, filters({ pool: name }));
    expect(alerts.map((one) => [one.number, alertStanding(one)])).toEqual([
      [unseen, "unwatched"],
      [well, "resolved"],
    ]);
    const { csv } = await exportAlerts(world.cleo, filters({ pool: name }));
    expect(csv.match(/No longer watched|Resolved/g)).toEqual(["No longer watched", "Resolved"]);
  });

  it("of what is resolved holds none that is no longer watched, and the other way round, page by page", async () => {
    const { poolId, name } = await makePool(world.service.slug);
    const numbers: Record<"cleared" | "subject_gone" | "fell_silent", number[]> = {
      ...{ cleared: [], subject_gone: [], fell_silent: [] },
    };
    for (const reason of ["cleared", "subject_gone", "cleared", "fell_silent", "cleared"] as const) {
      const { id, number, pendingAt: at } = await alert("resolved", { poolId });
      const step = { alertId: id, value: 97, at, recordedAt: at };
      await database().alertTransition.createMany({
        data: [
          { ...step, from: null, to: "pending", reason: "crossed" },
          { ...step, from: "pending", to: "firing", reason: "held" },
          { ...step, from: "firing", to: "resolved", reason },
        ],
      });
      numbers[reason].unshift(number);
    }
    const firing = await alert("firing", { poolId });
    const lapsed = await alert("lapsed", { poolId });
    const unseen = [...numbers.fell_silent, ...numbers.subject_gone];
    const asked = (state: string) => filters({ pool: name, state });
    const past = async (state: string, cursor: { before?: string; after?: string } = {}) =>
      await listPastAlerts(world.cleo, asked(state), { ...cursor, limit: 2 });
    const numbersOf = ({ alerts }: { alerts: { number: number }[] }) => alerts.map(({ number }) => number);

    const first = await past("resolved");
    expect(numbersOf(first)).toEqual(numbers.cleared.slice(0, 2));
    const second = await past("resolved", { before: first.older ?? "" });
    expect([numbersOf(second), second.older]).toEqual([numbers.cleared.slice(2), null]);
    expect(numbersOf(await past("resolved", { after: second.newer ?? "" }))).toEqual(numbersOf(first));
    const unwatched = await past("unwatched");
    expect(unwatched).toMatchObject({ older: null, newer: null });
    expect(numbersOf(unwatched)).toEqual(unseen);
    for (const state of ["resolved", "unwatched"])
      expect(await listOpenAlerts(world.cleo, asked(state))).toEqual([]);

    const listed = async (state: string) =>
      (await listAlerts(world.cleo, asked(state))).map(({ number }) => number);
    const over = [...numbers.cleared, ...unseen].toSorted((one, other) => other - one);
    expect(await listed("resolved")).toEqual(numbers.cleared);
    expect(await listed("unwatched")).toEqual(unseen);
    expect(await listed("fired")).toEqual([firing.number, ...over]);
    expect(await listed("all")).toEqual([lapsed.number, firing.number, ...over]);
    expect((await exportAlerts(world.cleo, asked("unwatched"))).csv).not.toContain("Resolved");
  });

  it("is paged by key both ways, and leaves out what did not last unless it is asked for", async () => {
    const own = await makeWorld();
    const { poolId, name } = await makePool(own.service.slug);
    const numbers: number[] = [];
    for (let index = 0; index < 5; index++)
      numbers.unshift((await alert(index === 2 ? "lapsed" : "resolved", { poolId })).number);
    const fired = numbers.filter((_, index) => index !== 2);
    const page = (cursor: { before?: string; after?: string } = {}) =>
      listPastAlerts(own.cleo, filters({ pool: name }), { ...cursor, limit: 2 });
    const first = await page();
    expect(first.alerts.map(({ number }) => number)).toEqual(fired.slice(0, 2));
    expect(first.newer).toBeNull();
    const second = await page({ before: first.older ?? "" });
    expect(second.alerts.map(({ number }) => number)).toEqual(fired.slice(2));
    expect(second.older).toBeNull();
    const back = await page({ after: second.newer ?? "" });
    expect(back.alerts.map(({ number }) => number)).toEqual(fired.slice(0, 2));
    for (const odd of ["x", "-1", "1e9", "99999999999"])
      expect((await page({ before: odd })).alerts).toHaveLength(2);
    const all = await listPastAlerts(own.cleo, filters({ pool: name, state: "all" }));
    expect(all.alerts.map(({ number }) => number)).toEqual(numbers);
    const service = await listPastAlerts(own.cleo, alertFilters.parse({ service: own.service.slug }));
    expect(service.alerts).toHaveLength(4);
  });
});

describe("an alert of a restricted incident", () => {
  it("is everybody's, and names the incident to those alone who may see it", async () => {
    const title = unique("A leak that few may know of");
    const { id, ref } = await declareIncident(world.omar, { title, severity: "P1" });
    await restrictIncident(world.omar, { ref });
    const { number } = await alert("resolved", { incidentId: id });
    const seen = async (context: typeof world.cleo) => [
      (await getAlert(context, String(number))).incident,
      (await listPastAlerts(context, filters())).alerts.find((one) => one.number === number)?.incident,
      (await listAlerts(context, filters())).find((one) => one.number === number)?.incident,
    ];
    expect(await seen(world.omar)).toEqual([1, 2, 3].map(() => ({ ref, title })));
    expect(await seen(world.cleo)).toEqual([null, null, null]);
    const everything = [
      await getAlert(world.cleo, String(number)),
      await exportAlerts(world.cleo, filters()),
    ];
    for (const secret of [title, ref, id]) expect(JSON.stringify(everything)).not.toContain(secret);
    expect((await exportAlerts(world.omar, filters())).csv).toContain(ref);
  });
});

describe("one alert", () => {
  it("has its steps in order, and its rule as that is now", async () => {
    const { id, number, pendingAt } = await alert("resolved");
    const steps = [
      { from: null, to: "pending", reason: "crossed" },
      { from: "pending", to: "firing", reason: "held" },
      { from: "firing", to: "resolved", reason: "cleared" },
    ] as const;
    for (const [index, step] of steps.entries()) {
      const at = later(pendingAt, minutes(index));
      await database().alertTransition.create({
        data: { ...step, alertId: id, value: 96, at, recordedAt: at },
      });
    }
    await database().alertRule.update({ where: { id: rule.id }, data: { threshold: 90 } });
    const found = await getAlert(world.cleo, String(number));
    expect(found.transitions.map(({ to }) => to)).toEqual(["pending", "firing", "resolved"]);
    expect([found.threshold, found.rule.threshold]).toEqual([95, 90]);
  });

  it.each(["0", "-1", "1.5", "12345678901", "x", "", "1; drop table alert"])(
    "of the number %j does not exist",
    async (number) => {
      await expect(getAlert(world.cleo, number)).rejects.toMatchObject({ code: "not_found" });
    },
  );

  it("is for readers alone", async () => {
    await expect(getAlert(world.nobody, "1")).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(listPastAlerts(world.nobody, filters())).rejects.toMatchObject({ code: "unauthenticated" });
  });
});

it("a file of alerts has a line for each, and no formula in it", async () => {
  const own = await makeWorld();
  const { poolId, name } = await makePool(own.service.slug);
  const { number } = await alert("resolved", { poolId, name: '=HYPERLINK("http://evil.example", "x")' });
  const { csv, fileName } = await exportAlerts(own.cleo, filters({ pool: name }));
  const [head, line, ...rest] = csv.split("\r\n");
  expect(fileName).toBe("alerts-2026-03-02.csv");
  expect(head).toMatch(/^number,rule,severity,state,of,name,service,/);
  expect(line).toMatch(new RegExp(`^${number},"'=HYPERLINK`));
  expect(line).toContain("2026-03-02T08:00:00.000Z");
  expect(rest).toEqual([""]);
});
