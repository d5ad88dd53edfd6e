import { type Browser, expect, type Page, test } from "@playwright/test";
import { createService } from "../../lib/catalog/services/commands";
import type { Context } from "../../lib/core/context";
import { database } from "../../lib/core/database";
import { writeSamples } from "../../lib/pools/samples/store";
import { makeRule } from "../lib/alerts/support";
import { until } from "../lib/pools/collection/watching";
import { poolOf } from "../lib/pools/evidence/support";
import { sample } from "../lib/pools/support";
import { people } from "../support/cast";
import { later, minutes, seconds } from "../support/clock";
import { leave, workOn } from "../support/open-world";
import { unique } from "../support/world";
import { look } from "./support/axe";
import { ensurePerson, signedIn } from "./support/people";

test.setTimeout(240_000);

test.beforeAll(async ({ browser }) => {
  for (const name of ["ben", "lea"] as const) await ensurePerson(browser, name);
  await workOn({ dataFolder: process.env.HIGHWATER_E2E_DATA_DIR ?? "" });
});

const feeding: NodeJS.Timeout[] = [];
test.afterAll(async () => {
  for (const timer of feeding) clearInterval(timer);
  await leave();
});

type Figures = { used: number; waiting: number; oldestHoldSeconds: number };
const calm: Figures = { used: 10, waiting: 0, oldestHoldSeconds: 0 };

/**
 * An incident that was declared by a long hold, which is over, of a pool that was well for 40 minutes but for one sample
 * so long ago, and that goes on telling.
 */
async function declared(unwellMs: number | null) {
  const now = new Date();
  const { id, role } = await database().person.findUniqueOrThrow({ where: { email: people.lea.email } });
  const lea: Context = { actor: { id, name: people.lea.name, role, via: "web" }, now, requestId: "e2e" };
  const name = `${unique("lock-keeper")} ${now.getTime()}`;
  const { slug: service } = await createService(lea, { name });
  const pool = await poolOf({ service }, `Pool of ${name}`);
  await makeRule({
    ...{ name: `Held for long by ${name}`, slug: `held-for-long-${now.getTime()}` },
    ...{ poolId: pool.id, figure: "oldest_hold", threshold: 30, clearThreshold: null },
    ...{ forSeconds: 0, keepFiringSeconds: 0 },
  });
  const tell = (at: Date, figures: Partial<Figures> = {}) =>
    writeSamples([sample(pool.seriesId, at, { max: 50, ...calm, ...figures })], new Date());
  for (let at = later(now, -minutes(40)); at < now; at = later(at, seconds(20))) await tell(at);
  if (unwellMs !== null) await tell(later(now, -unwellMs), { waiting: 2 });
  await tell(now, { oldestHoldSeconds: 60 });
  const incident = await until(
    () => database().incident.findFirst({ where: { service: { slug: service } } }),
    (found) => found !== null,
  );
  feeding.push(setInterval(() => void tell(new Date()).catch(() => undefined), 3_000));
  await until(
    () => database().alert.count({ where: { poolId: pool.id, endedAt: null } }),
    (open) => open === 0,
  );
  return { ref: incident?.ref ?? "", tell };
}

const alertsOn = (page: Page) => page.getByRole("region", { name: "Alerts" });

/** Ben's page of an incident; `isSame` is whether it has not been loaded again. */
async function opened(browser: Browser, ref: string) {
  const page = await signedIn(browser, "ben");
  await page.goto(`/incidents/${ref}`);
  await page.evaluate(() => document.documentElement.setAttribute("data-opened", "once"));
  const isSame = () => expect(page.locator("html")).toHaveAttribute("data-opened", "once");
  return { page, isSame };
}

test("an open page counts the minutes for which all is well, and proposes the move when they are over", async ({
  browser,
}) => {
  const { ref } = await declared(seconds(30));
  const { page, isSame } = await opened(browser, ref);
  await expect(alertsOn(page)).toContainText("Stable, minutes until one may say that the fix works");
  const move = alertsOn(page).getByRole("button", { name: "Move to monitoring" });
  await expect(move).toHaveCount(0);
  await expect(move).toBeVisible({ timeout: 150_000 });
  await isSame();
  await move.click();
  await expect(page.getByRole("main")).toContainText("Monitoring");
  await expect(alertsOn(page)).toContainText("Stable, minutes until one may resolve");
  await isSame();
  await look(page, `/incidents/${ref}`);
  await page.context().close();
});

test("what was well for long is moved on to resolved and to closed, each with its evidence, and is followed until then", async ({
  browser,
}) => {
  const { ref, tell } = await declared(null);
  const { page, isSame } = await opened(browser, ref);
  const press = async (name: string) => {
    await alertsOn(page).getByRole("button", { name, exact: true }).click();
    await expect(alertsOn(page).getByRole("button", { name, exact: true })).toHaveCount(0);
  };
  await press("Move to monitoring");
  await press("Resolve");
  await expect(alertsOn(page)).toContainText("long enough to close");
  await expect(alertsOn(page)).toContainText("at most 20 % in use (10 of 50)");
  // Nothing happens to the incident itself.
  await tell(new Date(), { used: 12 });
  await expect(alertsOn(page)).toContainText("at most 24 % in use (12 of 50)", { timeout: 45_000 });
  await isSame();
  await press("Close");
  const { status, entries } = await database().incident.findUniqueOrThrow({
    where: { ref },
    include: { entries: { where: { kind: "status" } } },
  });
  expect(status).toBe("closed");
  expect(entries.filter(({ text }) => /stable for \d+ min: /.test(text)).length).toBeGreaterThanOrEqual(3);
  await page.context().close();
});
