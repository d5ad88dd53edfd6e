import { expect, type Page, test } from "@playwright/test";
import { createService } from "../../lib/catalog/services/commands";
import type { Context } from "../../lib/core/context";
import { database } from "../../lib/core/database";
import { declareIncident } from "../../lib/incidents/commands";
import { addEntry } from "../../lib/incidents/timeline/commands";
import { poolOf, tellPool } from "../lib/pools/evidence/support";
import { type CastName, people } from "../support/cast";
import { later, minutes, seconds } from "../support/clock";
import { leave, workOn } from "../support/open-world";
import { look } from "./support/axe";
import { ensurePerson, signedIn } from "./support/people";

type Told = { ref: string; pool: string; entries: Record<"alert" | "restart", string> };
let told: Told;

test.beforeAll(async ({ browser }) => {
  for (const name of ["ben", "lea", "cleo"] as const) await ensurePerson(browser, name);
  await workOn({ dataFolder: process.env.HIGHWATER_E2E_DATA_DIR ?? "" });
  try {
    told = await tell(new Date());
  } finally {
    await leave();
  }
});

/** An open incident of three quarters of an hour, with a pool that filled up, and two entries. */
async function tell(now: Date): Promise<Told> {
  const began = { ...(await contextOf("ben")), now: later(now, -minutes(45)) };
  // A test that fails has all of this told once more.
  const name = `timber-yard ${now.getTime()}`;
  const { slug: service } = await createService(await contextOf("lea"), { name });
  const title = "Timber yard runs out of connections";
  const { ref } = await declareIncident(began, { title, severity: "P1", service, timeZone: "UTC" });
  const entry = async (text: string, after: number) =>
    (await addEntry({ ...began, now: later(began.now, minutes(after)) }, { ref, text })).id;
  const entries = {
    alert: await entry("The pool is at 76 %", 10),
    restart: await entry("Restart begun, one after the other", 30),
  };
  const pool = await poolOf({ service }, `Pool of ${name}`);
  // Below what any rule calls full: an alert would stand on the timeline as well.
  const used = (at: Date) => (at > later(began.now, minutes(10)) ? 38 : 12);
  await tellPool(pool, later(began.now, -minutes(35)), now, used, seconds(15));
  return { ref, pool: pool.name, entries };
}

async function contextOf(name: CastName): Promise<Context> {
  const { id, role } = await database().person.findUniqueOrThrow({ where: { email: people[name].email } });
  return { actor: { id, name: people[name].name, role, via: "web" }, now: new Date(), requestId: "e2e" };
}

const evidenceOf = (page: Page) => page.getByRole("region", { name: "Evidence" });
const sliderOf = (page: Page) => page.getByRole("slider", { name: `A moment of ${told.pool}` });
const momentOf = async (page: Page) => Number(await sliderOf(page).getAttribute("aria-valuenow"));
const entryOf = (page: Page, id: string) => page.locator(`#entry-${id}`);
const timeOf = async (page: Page, id: string) => Number(await entryOf(page, id).getAttribute("data-at"));
const marked = (page: Page) => page.locator("[data-moment]");

async function open(page: Page): Promise<void> {
  await page.goto(`/incidents/${told.ref}`);
  await expect(sliderOf(page)).toBeVisible();
  await expect(evidenceOf(page)).toContainText("Live from");
}

test("by keyboard, the chart marks the entries of its moment, and an entry takes the chart to its own", async ({
  browser,
}) => {
  const page = await signedIn(browser, "ben");
  await open(page);
  await expect(marked(page)).toHaveCount(0);
  await sliderOf(page).focus();
  await page.keyboard.press("Home");
  await expect(marked(page)).toHaveAttribute("data-moment", "nearest");
  await expect(evidenceOf(page)).toContainText("Nearest entry:");
  await expect(sliderOf(page)).toHaveAttribute("aria-valuetext", /In use 12 of 50/);
  const alert = await timeOf(page, told.entries.alert);
  // Half a minute a step, and no more steps than the chart has.
  for (let step = 0; step < 200 && (await momentOf(page)) < alert - seconds(15); step += 1)
    await page.keyboard.press("ArrowRight");
  await expect(entryOf(page, told.entries.alert)).toHaveAttribute("data-moment", "then");
  expect(Math.abs((await momentOf(page)) - alert)).toBeLessThanOrEqual(minutes(1));

  await page.keyboard.press("Escape");
  await expect(marked(page)).toHaveCount(0);
  const restart = entryOf(page, told.entries.restart);
  await restart.getByRole("link").first().focus();
  await expect.poll(() => momentOf(page)).toBe(await timeOf(page, told.entries.restart));
  await expect(sliderOf(page)).toHaveAttribute("aria-valuetext", /In use 38 of 50, 76 %/);
  await expect(restart).toHaveAttribute("data-moment", "then");
  await sliderOf(page).focus();
  await page.keyboard.press("Shift+Tab");
  await expect(marked(page)).toHaveCount(0);
  await page.context().close();
});

test("by pointer, both ways, and what is marked is zoomed to", async ({ browser }) => {
  const page = await signedIn(browser, "ben");
  await open(page);
  await entryOf(page, told.entries.alert).getByText("The pool is at 76 %").hover();
  await expect.poll(() => momentOf(page)).toBe(await timeOf(page, told.entries.alert));
  await page.getByRole("heading", { level: 1 }).hover();
  await expect(marked(page)).toHaveCount(0);
  const box = await sliderOf(page).boundingBox();
  if (!box) throw new Error("the chart has no place");
  // A pointer is never moved once.
  await expect(async () => {
    await page.mouse.move(box.x + box.width * 0.88, box.y + 40);
    await page.mouse.move(box.x + box.width * 0.9, box.y + 40);
    await expect(entryOf(page, told.entries.restart)).toHaveAttribute("data-moment", /then|nearest/, {
      timeout: 1_000,
    });
  }).toPass({ timeout: 15_000 });
  await page.mouse.move(box.x + box.width * 0.4, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.8, box.y + 40, { steps: 5 });
  await page.mouse.up();
  await page.waitForURL(/[?&]from=.+&to=/);
  await expect(evidenceOf(page).getByRole("link", { name: "Whole" })).toBeVisible();
  await page.context().close();
});

test("it is a picture and a table without JavaScript, and in both themes and widths nothing is in the way", async ({
  browser,
}) => {
  const plain = await signedIn(browser, "cleo", { javaScriptEnabled: false });
  await plain.goto(`/incidents/${told.ref}`);
  await expect(evidenceOf(plain).locator("figure path").first()).toBeAttached();
  await evidenceOf(plain).getByText("Show as a table").click();
  await expect(evidenceOf(plain).getByRole("table", { name: `Connections of ${told.pool}` })).toBeVisible();
  await expect(evidenceOf(plain).getByRole("button", { name: "Keep with the incident" })).toHaveCount(0);
  await plain.context().close();
  const page = await signedIn(browser, "ben");
  await open(page);
  await look(page, `/incidents/${told.ref}`);
  await page.context().close();
});

test("figures are kept by hand while it is open and by themselves when it ends, and are there to take along", async ({
  browser,
}) => {
  const page = await signedIn(browser, "ben");
  await open(page);
  await evidenceOf(page).getByRole("button", { name: "Keep with the incident" }).click();
  await expect(evidenceOf(page)).toContainText("kept with the incident so far");
  await expect(page.getByText(`Figures of the pool ${told.pool} from`)).toBeVisible();
  const csv = await page.request.get(`/incidents/${told.ref}/figures.csv`);
  expect(csv.headers()["content-type"]).toBe("text/csv; charset=utf-8");
  expect(await csv.text()).toContain(told.pool);
  expect(await (await page.request.get(`/incidents/${told.ref}/export`)).text()).toContain("## Pool figures");

  await page.getByText("Status", { exact: true }).first().click();
  await page.getByLabel(/^From /).selectOption("resolved");
  await page.getByRole("button", { name: "Change status" }).click();
  await expect(async () => {
    await page.goto(`/incidents/${told.ref}`);
    await expect(evidenceOf(page)).toContainText("Kept with the incident on", { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await page.context().close();
});

test("a pool's figures are compared with last week, and are taken along as a file", async ({ browser }) => {
  const page = await signedIn(browser, "cleo");
  await page.goto("/pools/highwater?range=1h");
  await page.getByRole("link", { name: "Compare with last week" }).click();
  await page.waitForURL(/compare=week/);
  await expect(page.locator("figure").getByText("Last week", { exact: true })).toBeVisible();
  const address = await page.getByRole("link", { name: "CSV" }).getAttribute("href");
  const csv = await page.request.get(address ?? "");
  expect(csv.status()).toBe(200);
  expect((await csv.text()).split("\r\n")[0]).toMatch(/^time,seconds,pool,/);
  const stranger = await browser.newContext();
  expect((await stranger.request.get(address ?? "")).status()).toBe(401);
  await stranger.close();
  await page.context().close();
});
