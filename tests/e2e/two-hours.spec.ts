import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test";
import { type CastName, people } from "../support/cast";
import { at } from "../support/clock";
import { type DatabaseClock, installClock } from "../support/database-clock";
import { lackOfNginx } from "../support/nginx";
import { clockOfStory, story, zoneOfStory as zone } from "../support/two-hours";
import { composerIsAlive } from "./support/alive";
import { type Cluster, firstAdmin, startCluster } from "./support/cluster";
import { invitationFor, password } from "./support/people";

/**
 * The two hours of the founding incident as its people lived them: Ben is on call and writes, Lea leads and comes to
 * command, each in a browser of their own; two processes of the product on one Postgres, whose clock the test turns.
 */
test.describe.configure({ mode: "serial" });
const ofThatDay = (time: string) => at(`2025-10-08 ${time} ${zone}`);

let cluster: Cluster;
let clock: DatabaseClock;
let ben: Page;
let lea: Page;
let address = "";

test.beforeAll(async ({ browser }) => {
  const lack = lackOfNginx();
  test.skip(lack !== null, `${lack}: two processes behind a real proxy are not tried.`);
  test.setTimeout(240_000);
  cluster = await startCluster(async (server, database) => {
    clock = await installClock(server, database, ofThatDay("13:55"));
  });
  const omar = await firstAdmin(browser, cluster);
  ben = await joined(browser, omar, "ben");
  lea = await joined(browser, omar, "lea");
  await omar.close();
});

test.afterAll(async () => {
  for (const page of [ben, lea]) await page?.context().close();
  await clock?.close();
  await cluster?.stop();
});

test("14:23 to 14:35: declared, acknowledged, escalated, decided; each sees what the other does", async () => {
  // Each browser listens to a process of its own, so that one of them loses its stream below.
  const [first = "", second = ""] = cluster.products.map(({ url }) => new URL(url).host);
  await cluster.proxy.reload([first]);
  await turnTo("14:23");
  await ben.goto("/incidents/new");
  await ben.getByLabel("What is happening").fill("Database connection pool exhausted");
  await ben.locator("input[name=severity][value=P1]").check();
  await ben.getByText("Not live, or another time zone").click();
  await ben.getByLabel("Time zone").selectOption(zone);
  await ben.getByRole("button", { name: "Declare incident" }).click();
  await ben.waitForURL(/\/incidents\/INC-2025-\d{4}/);
  address = new URL(ben.url()).pathname;
  await composerIsAlive(composer(ben));
  await write(ben, "Alert: connection pool of the database is 95% used");
  await cluster.proxy.reload([second]);
  await lea.goto(address);
  await composerIsAlive(composer(lea));
  await shows(lea, "Alert: connection pool of the database is 95% used");
  await cluster.proxy.reload([first, second]);

  await turnTo("14:25");
  await write(ben, "Alert: health checks of the application start to fail");
  await shows(lea, "Alert: health checks of the application start to fail");

  await turnTo("14:28");
  await write(ben, "/ack");
  await write(ben, "Mike (DevOps, on call) acknowledges the alert");
  await write(ben, "/role scribe @me ");
  await shows(lea, "Scribe: Ben");

  await turnTo("14:32");
  // By telephone: nobody here is told, so that it is no command.
  await ben.locator("main select[name=kind]").first().selectOption("escalation");
  await write(ben, "David Park, Engineering Lead, is called in");
  await shows(lea, "David Park, Engineering Lead, is called in");
  await write(lea, "/role commander @me ");
  await write(lea, "/severity p0 nobody gets a report");
  await write(lea, "/status investigating");
  await shows(ben, "Triage → Investigating");

  await turnTo("14:35");
  await write(lea, "/decision free the connections by restarting the application");
  await shows(ben, "free the connections by restarting the application");
});

test("one process is killed: its browser goes on through the other", async () => {
  await turnTo("14:41");
  const again = ben.waitForRequest((request) => request.resourceType() === "eventsource");
  await cluster.products[0]?.program.kill("SIGKILL");
  await again;
  await write(ben, "14:40 /action Restart initiated, service comes back in part");
  await shows(lea, "Restart initiated, service comes back in part");
});

test("one goes offline: what is typed meanwhile waits, and arrives once, where it belongs", async () => {
  await turnTo("14:44");
  await ben.context().setOffline(true);
  await turnTo("14:45");
  await write(ben, "Pool is exhausted again; the search for the root cause begins");
  await expect(ben.getByText("No answer from Highwater")).toBeVisible();
  await turnTo("15:00");
  // The other one works on.
  await write(lea, "/status identified holding connections");
  // What is done when it arrives must have arrived before the clock is turned.
  await shows(lea, "Investigating → Identified");
  await turnTo("15:15");
  await write(ben, "/finding Root cause found: connections are held by report generation");
  await expect(ben.getByRole("status").filter({ hasText: "Root cause found" })).toBeVisible();
  await expect(timeline(lea).filter({ hasText: "Root cause found" })).toHaveCount(0);
  await turnTo("15:21");
  await ben.context().setOffline(false);
  await shows(lea, "Root cause found: connections are held by report generation");
  await expect(ben.getByText("No answer from Highwater")).toBeHidden({ timeout: 20_000 });
  await shows(ben, "Investigating → Identified");
});

test("15:30 to 16:38: a hotfix, the service restored, the incident closed", async () => {
  await cluster.replace(0);
  await turnTo("15:30");
  await write(lea, "/deploy Hotfix deployed: timeout for connections, larger pool");
  await shows(lea, "Hotfix deployed: timeout for connections, larger pool");
  await write(lea, "/status monitoring");
  await shows(ben, "Identified → Monitoring");
  await turnTo("15:45");
  await write(ben, "Restoration of the whole service confirmed");
  await shows(lea, "Restoration of the whole service confirmed");
  await write(lea, "/status resolved");
  await shows(lea, "Monitoring → Resolved");
  await turnTo("16:38");
  await write(ben, "Figures stay stable, incident closed");
  await write(ben, "/status closed");
  await shows(ben, "Resolved → Closed");
});

test("in both browsers the eleven entries and Highwater's own stand in order, once each, before and after a reload", async () => {
  for (const page of [ben, lea]) await tellsStory(page);
  for (const page of [ben, lea]) {
    await page.goto(address);
    await composerIsAlive(composer(page));
    await tellsStory(page);
  }
});

test("with the impact's start at 14:21 the milestones give 2, 5, 69 and 84 minutes", async () => {
  await lea.goto(`${address}?milestone=impactStartedAt#milestones`);
  await composerIsAlive(composer(lea));
  const panel = lea.locator("#milestones");
  await expect(panel).toContainText("Time to detect cannot be told. Impact started is not set.");
  const proof = "Alert: connection pool of the database is 95% used";
  const form = panel.locator("form");
  await form.getByLabel("When", { exact: true }).fill("2025-10-08 14:21");
  const proven = form.getByLabel("Proven by");
  const entryId = await proven.locator("option", { hasText: proof }).getAttribute("value");
  await proven.selectOption(entryId);
  await form.getByLabel("How you know").fill("the first sample over 80 %");
  await form.getByRole("button", { name: "Set", exact: true }).click();
  const start = panel.locator("ol > li").filter({ hasText: "Impact started" });
  await expect(start).toContainText("set by hand: the first sample over 80 %");
  await expect(start.getByRole("link", { name: proof })).toHaveAttribute(
    "href",
    `${address}?entry=${entryId}#entry-${entryId}`,
  );
  await expect(panel).not.toContainText("cannot be told");
  const figures = {
    "Time to detect": "2 min",
    "Time to acknowledge": "5 min",
    "Time to mitigate": "1 h 9 min",
    "Time to resolve": "1 h 24 min",
    Total: "2 h 15 min",
  };
  for (const page of [lea, ben]) {
    if (page === ben) await page.goto(address);
    for (const [name, length] of Object.entries(figures)) {
      const figure = page.locator("main header dl > div").filter({ hasText: name }).locator("dd");
      await expect(figure, name).toHaveText(length);
    }
  }
});

const timeline = (page: Page) => page.locator("#timeline li[id^=entry-]");
const composer = (page: Page) => page.locator("main textarea[name=text]").first();

/** Turns the clock of the database, and of both browsers. */
async function turnTo(time: string): Promise<void> {
  await clock.turnTo(ofThatDay(time));
  for (const page of [ben, lea]) await page.context().clock.setFixedTime(ofThatDay(time));
}

/** Types as a person does, key by key, and sends; the field is free again at once. */
async function write(page: Page, text: string): Promise<void> {
  await composer(page).click();
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
  await expect(composer(page)).toHaveValue("");
}

/** Waits until the timeline has it, once, without the page being asked for again. */
async function shows(page: Page, text: string): Promise<void> {
  await expect(timeline(page).filter({ hasText: text })).toHaveCount(1, { timeout: 20_000 });
}

/** The whole story stands on the page as it is: each line once, at its time, in order. */
async function tellsStory(page: Page): Promise<void> {
  await expect(timeline(page)).toHaveCount(story.length);
  const stands = await timeline(page).evaluateAll((items) =>
    items.map((item) => ({ at: item.querySelector("time")?.dateTime ?? "", text: item.textContent ?? "" })),
  );
  const told = stands.toReversed().map(({ at: instant, text }) => [
    clockOfStory(new Date(instant)),
    // The longest that fits: one line of the story may begin as another does.
    story
      .map(([, line]) => line)
      .filter((line) => text.includes(line))
      .sort((one, other) => other.length - one.length)[0] ?? text,
  ]);
  expect(told).toEqual(story);
}

/** Somebody of the cast who accepted the admin's invitation, in a browser of their own. */
async function joined(browser: Browser, omar: BrowserContext, name: CastName): Promise<Page> {
  const here = { ignoreHTTPSErrors: true, baseURL: cluster.proxy.https };
  const admin = await browser.newContext({ ...here, storageState: await omar.storageState() });
  const link = await invitationFor(await admin.newPage(), people[name].email, people[name]);
  await admin.close();
  const page = await (await browser.newContext(here)).newPage();
  await page.goto(link);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Accept and sign in" }).click();
  await page.waitForURL(/\/$/);
  return page;
}
