import { expect, type Page, test } from "@playwright/test";
import { addRule } from "../../lib/alerts/rules/commands";
import { createService } from "../../lib/catalog/services/commands";
import type { Context } from "../../lib/core/context";
import { database } from "../../lib/core/database";
import { declareIncident } from "../../lib/incidents/commands";
import { recordDeploy } from "../../lib/incidents/deploys/commands";
import { poolOf, tellPool } from "../lib/pools/evidence/support";
import { type CastName, people } from "../support/cast";
import { days, later, minutes, seconds } from "../support/clock";
import { leave, workOn } from "../support/open-world";
import { look } from "./support/axe";
import { ensurePerson, signedIn } from "./support/people";

let pool: { slug: string; name: string };

test.beforeAll(async ({ browser }) => {
  for (const name of ["lea", "cleo"] as const) await ensurePerson(browser, name);
  await workOn({ dataFolder: process.env.HIGHWATER_E2E_DATA_DIR ?? "" });
  try {
    pool = await tell(new Date());
  } finally {
    await leave();
  }
});

/** A pool of 50 with the last hour at 12, and that of a week ago at 31; a rule of its own warns at 62 %, and its service has had a deploy and has an incident. */
async function tell(now: Date): Promise<{ slug: string; name: string }> {
  const lea = await contextOf("lea");
  const name = `salt-works ${now.getTime()}`;
  const { slug: service } = await createService(lea, { name });
  const made = await poolOf({ service }, `Pool of ${name}`);
  const weekAgo = later(now, -days(7));
  await tellPool(made, later(weekAgo, -minutes(60)), weekAgo, () => 31, seconds(15));
  await tellPool(made, later(now, -minutes(60)), now, () => 12, seconds(15));
  await addRule(lea, {
    ...{ name: `${name} fills up`, pool: made.slug, figure: "utilisation", comparison: "above" },
    ...{ threshold: 62, forSeconds: 60, keepFiringSeconds: 0, severity: "warning", response: "record" },
  });
  await recordDeploy(lea, { service, summary: "Boiler 7", at: later(now, -minutes(20)).toISOString() });
  await declareIncident(lea, { title: "Brine on the floor", severity: "P2", service });
  return made;
}

async function contextOf(name: CastName): Promise<Context> {
  const { id, role } = await database().person.findUniqueOrThrow({ where: { email: people[name].email } });
  return { actor: { id, name: people[name].name, role, via: "web" }, now: new Date(), requestId: "e2e" };
}

const sliderOf = (page: Page) => page.getByRole("slider", { name: `A moment of ${pool.name}` });

test("a stretch that is marked on the chart of a pool is zoomed to, and left again", async ({ browser }) => {
  const page = await signedIn(browser, "cleo");
  await page.goto(`/pools/${pool.slug}?range=1h`);
  await expect(sliderOf(page)).toBeVisible();
  const box = await sliderOf(page).boundingBox();
  if (!box) throw new Error("the chart has no place");
  await page.mouse.move(box.x + box.width * 0.25, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + 40, { steps: 5 });
  await page.mouse.up();
  await page.waitForURL(/[?&]from=.+&to=/);
  const { searchParams } = new URL(page.url());
  const [from, to] = ["from", "to"].map((end) => Date.parse(searchParams.get(end) ?? ""));
  expect(Math.abs((to ?? 0) - (from ?? 0) - minutes(15))).toBeLessThan(minutes(2));
  await expect(sliderOf(page)).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/range=1h$/);
  await page.context().close();
});

test("last week stands beside this one, and the threshold of the pool's own rule is drawn in", async ({
  browser,
}) => {
  const page = await signedIn(browser, "cleo");
  await page.goto(`/pools/${pool.slug}?range=1h`);
  const figure = page.locator("figure").first();
  await expect(figure.getByText("62 %", { exact: true })).toBeVisible();
  await expect(figure.getByText("80 %", { exact: true })).toHaveCount(0);
  await expect(figure.getByText("95 %", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Compare with last week" }).click();
  await page.waitForURL(/compare=week/);
  await expect(figure.getByText("Last week").first()).toBeVisible();
  await sliderOf(page).focus();
  await page.keyboard.press("ArrowLeft");
  await expect(sliderOf(page)).toHaveAttribute("aria-valuetext", /In use 12 of 50.*31/);
  await page.getByLabel("Callers a second").fill("10");
  await page.getByRole("button", { name: "Compute" }).click();
  await expect(page).toHaveURL(/compare=week/);
  await look(page, `/pools/${pool.slug}?range=1h&compare=week`);
  await page.context().close();
});

test("an incident and a deploy of the pool's service stand on its chart, and lead to what they are", async ({
  browser,
}) => {
  const page = await signedIn(browser, "cleo");
  await page.goto(`/pools/${pool.slug}?range=1h`);
  await page.getByText("Show as a table").first().click();
  const events = page.locator("figure li");
  await expect(events.filter({ hasText: "Deploy: Boiler 7" })).toBeVisible();
  const incident = events.getByRole("link", { name: /Brine on the floor/ });
  await expect(incident).toHaveAttribute("href", /^\/incidents\/INC-/);
  await incident.click();
  await expect(page.getByRole("heading", { level: 1, name: "Brine on the floor" })).toBeVisible();
  await page.context().close();
});

test("the list is ordered by what its headings say, both ways, and by its own line on a phone", async ({
  browser,
}) => {
  const page = await signedIn(browser, "cleo");
  await page.goto("/pools");
  const names = async () =>
    (await page.getByRole("rowheader").getByRole("link").allInnerTexts()).map((text) => text.split("\n")[0]);
  const byName = (all: readonly (string | undefined)[]) =>
    all.toSorted((one, other) => (one ?? "").localeCompare(other ?? ""));
  const heading = page.getByRole("columnheader", { name: "Pool", exact: true });
  await heading.getByRole("link").click();
  await expect(heading).toHaveAttribute("aria-sort", "ascending");
  expect(await names()).toEqual(byName(await names()));
  await heading.getByRole("link").click();
  await expect(heading).toHaveAttribute("aria-sort", "descending");
  expect(await names()).toEqual(byName(await names()).reverse());
  // Nobody tells of it any more by now, and that is said in place of a time.
  await expect(page.getByRole("row", { name: pool.name })).toContainText(
    /do not rise|too few samples|No sample/,
  );

  await page.setViewportSize({ width: 390, height: 844 });
  const order = page.getByRole("navigation", { name: "Order" });
  await order.getByRole("link", { name: "In use" }).click();
  await page.waitForURL(/sort=used/);
  await expect(order.getByRole("link", { name: /^In use ?, descending$/ })).toHaveAttribute(
    "aria-current",
    "true",
  );
  await page.context().close();
});
