import { expect, type Page, test } from "@playwright/test";
import { alive, composerIsAlive } from "./support/alive";
import { signedIn } from "./support/people";

const composer = (page: Page) => page.locator("main textarea[name=text]").first();

async function declare(page: Page, title: string, severity: "P1" | "P2"): Promise<string> {
  await page.goto("/incidents/new");
  await page.getByLabel("What is happening").fill(title);
  await page.locator(`input[name=severity][value=${severity}]`).check();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/incidents\/INC-/);
  await composerIsAlive(composer(page));
  return new URL(page.url()).pathname;
}

async function log(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await page.keyboard.press("Control+Enter");
  await expect(composer(page)).toHaveValue("");
}

test("a page that is open shows what somebody else does, and keeps what is being typed", async ({
  browser,
}) => {
  const [watching, acting] = [await signedIn(browser, "ben"), await signedIn(browser, "lea")];
  await watching.goto("/incidents");
  await expect(watching.getByRole("heading", { level: 1, name: "Incidents" })).toBeVisible();
  await acting.goto("/incidents/new");
  await acting.getByLabel("What is happening").fill("The pier light is out");
  await acting.locator("input[name=severity][value=P2]").check();
  await acting.keyboard.press("Enter");
  await acting.waitForURL(/\/incidents\/INC-/);
  const link = watching.getByRole("link", { name: "The pier light is out" });
  await expect(link).toBeVisible({ timeout: 20_000 });

  await link.click();
  await watching.waitForURL(acting.url());
  const composer = watching.locator("main textarea[name=text]").first();
  await composer.fill("half a senten");
  await acting.locator("main textarea[name=text]").first().fill("The fuse is found");
  await acting.keyboard.press("Control+Enter");
  await expect(watching.getByRole("main")).toContainText("The fuse is found", { timeout: 20_000 });
  await expect(composer).toHaveValue("half a senten");
});

test("an incident that is over lives on: what is written, a reopening and a close are seen as they happen", async ({
  browser,
}) => {
  const [watching, acting] = [await signedIn(browser, "ben"), await signedIn(browser, "lea")];
  const path = await declare(acting, "The bell buoy drifts", "P2");
  await log(acting, "/status resolved it is moored again");
  await expect(acting.locator("#timeline")).toContainText("Triage → Resolved");
  await watching.goto(path);
  await composerIsAlive(composer(watching));
  const seen = watching.getByRole("main");
  await expect(seen).toContainText("Triage → Resolved");
  await expect(seen).not.toContainText("so far");
  await watching.evaluate(() => Object.assign(window, { stillHere: true }));
  await composer(watching).fill("14:40 half a senten");

  await log(acting, "the chain is new");
  await expect(seen).toContainText("the chain is new", { timeout: 20_000 });
  await log(acting, "/status closed all is well");
  await expect(seen).toContainText("Resolved → Closed", { timeout: 20_000 });
  await log(acting, "/status investigating it drifts once more");
  await expect(seen).toContainText("Reopened, Closed → Investigating", { timeout: 20_000 });
  await expect(seen).toContainText(/\d+ (s|min) so far/);
  await expect(composer(watching)).toHaveValue("14:40 half a senten");
  expect(await watching.evaluate(() => "stillHere" in window)).toBe(true);
  for (const page of [watching, acting]) await page.context().close();
});

test("the clocks of an open incident go on by the minute, and catch up when the page is seen again", async ({
  browser,
}) => {
  const page = await signedIn(browser, "ben");
  // What changes elsewhere would bring the time of the server, which goes on as ever: nothing is told here.
  await page.route(/\/changes\?/, () => undefined);
  await page.clock.install();
  await declare(page, "The tide clock stands still", "P1");
  const main = page.getByRole("main");
  const lasts = main.getByText(/ so far$/);
  // In the header and beside the updates.
  const due = (words: string | RegExp) => main.locator("time").filter({ hasText: words });
  // A minute of the machine's own may pass meanwhile.
  await expect(lasts).toHaveText(/^\d+ s so far$/);
  await expect(due("Update due in 1 h")).toHaveCount(2);
  await page.clock.runFor(61_000);
  await expect(lasts).toHaveText(/^[12] min so far$/);
  const said = await lasts.innerText();
  await expect(due(/Update due in 5[89] min/)).toHaveCount(2);

  const turn = (state: "hidden" | "visible") =>
    page.evaluate((now) => {
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => now });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  await turn("hidden");
  await page.clock.runFor(60 * 60_000);
  await expect(lasts).toHaveText(said);
  await turn("visible");
  await expect(lasts).toHaveText(/^1 h [12] min so far$/);
  await expect(due(/Update overdue by [12] min/)).toHaveCount(2);

  await page.goto("/");
  const open = main.getByRole("listitem").filter({ has: page.locator('a[href^="/incidents/INC-"]') });
  const elapsed = open.locator("time").first();
  const before = await elapsed.innerText();
  await alive(elapsed);
  // Of what lasts for days hours are shown.
  await page.clock.runFor(61 * 60_000);
  await expect(elapsed).not.toHaveText(before);

  // How long ago something was is said by the same clock.
  await page.goto("/incidents");
  const times = main.getByRole("row").filter({ hasText: "The tide clock stands still" }).locator("time");
  const began = times.filter({ hasText: /^(?:just now|.+ ago)$/ }).first();
  await expect(began).toHaveText(/^(?:just now|[1-9] min ago)$/);
  await alive(began);
  await page.clock.runFor(3 * 60 * 60_000);
  await expect(began).toHaveText("3 h ago");
  await page.context().close();
});
