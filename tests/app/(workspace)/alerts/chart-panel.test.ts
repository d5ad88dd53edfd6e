import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, expect, it } from "vitest";
import { ChartPanel } from "@/app/(workspace)/alerts/[number]/chart-panel";
import { getAlert } from "@/lib/alerts/history/queries";
import { database } from "@/lib/core/database";
import { declareIncident } from "@/lib/incidents/commands";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { makePool, makeRule } from "../../../lib/alerts/support";
import { days, later, minutes } from "../../../support/clock";
import { makeWorld, unique, type World } from "../../../support/world";

let world: World;
let ref: string;
let number: number;

beforeAll(async () => {
  world = await makeWorld();
  const { poolId, name } = await makePool(world.service.slug);
  const { id: ruleId, ...rule } = await makeRule({ name: unique("Nearly full") });
  const incident = await declareIncident(world.omar, { title: unique("The pool is full"), severity: "P1" });
  ref = incident.ref;
  // Samples are not kept for so long, minutes are.
  const pendingAt = later(world.cleo.now, -days(20));
  const { figure, comparison, threshold, severity, response } = rule;
  const alert = await database().alert.create({
    data: {
      ...{ ruleId, poolId, name: rule.name, figure, comparison, threshold, severity, response },
      ...{ state: "resolved", pendingAt, firingAt: pendingAt, endedAt: later(pendingAt, minutes(20)) },
      ...{ lastAt: pendingAt, firstValue: 96, lastValue: 97, worstValue: 98, incidentId: incident.id },
    },
  });
  number = alert.number;
  await database().frozenSeries.create({
    data: {
      ...{ incidentId: incident.id, poolId, poolName: name, sourceName: "reports-db", bucketSeconds: 15 },
      ...{ from: pendingAt, to: later(pendingAt, minutes(20)), points: {}, frozenAt: world.cleo.now },
    },
  });
});

async function shown(context = world.cleo): Promise<string> {
  const alert = await getAlert(context, String(number));
  return renderToStaticMarkup(await ChartPanel({ context, alert, zone: "UTC" }));
}

const kept = (bucketSeconds: number) => database().frozenSeries.updateMany({ data: { bucketSeconds } });

it("an alert leads to the figures that its incident kept where they are finer than the pool's", async () => {
  const page = await shown();
  expect(page).toContain("Finer figures of this time are kept with");
  expect(page).toContain(`href="/incidents/${ref}#evidence"`);
});

it("and nowhere where they are no finer", async () => {
  await kept(60);
  expect(await shown()).not.toContain("Finer figures");
  await kept(15);
});

it("nor for whoever may not see the incident", async () => {
  await restrictIncident(world.omar, { ref });
  const page = await shown();
  expect(page).not.toContain("Finer figures");
  expect(page).not.toContain(ref);
  expect(await shown(world.omar)).toContain(`href="/incidents/${ref}#evidence"`);
});
