import { expect, type Page, test } from "@playwright/test";
import { composerIsAlive } from "./support/alive";
import { look } from "./support/axe";
import { signedIn } from "./support/people";

const composer = (page: Page) => page.locator("main textarea[name=text]").first();
const notice = (page: Page) => page.getByRole("status").filter({ hasText: /waits? to be sent/ });

test("entries that wait are told of on every page but their incident's, until they are sent from there", async ({
  browser,
}) => {
  const page = await signedIn(browser, "ben");
  await page.goto("/incidents/new");
  await page.getByLabel("What is happening").fill("The mail boat is overdue");
  await page.locator("input[name=severity][value=P2]").check();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/incidents\/INC-/);
  await composerIsAlive(composer(page));
  const ref = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  const cutOff = /\/incidents\/INC-/;
  await page.route(cutOff, (route) =>
    route.request().method() === "POST" ? route.abort("connectionreset") : route.fallback(),
  );
  for (const text of ["she left at noon", "nobody saw her pass"]) {
    await composer(page).fill(text);
    await page.keyboard.press("Control+Enter");
    await expect(composer(page)).toHaveValue("");
  }
  await expect(page.getByText("No answer from Highwater")).toBeVisible();
  await expect(notice(page)).toHaveCount(0);

  await page
    .getByRole("navigation", { name: "Main", exact: true })
    .getByRole("link", { name: "Services" })
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Services" })).toBeVisible();
  await expect(notice(page)).toContainText("2 entries wait to be sent");
  await look(page, "services while entries wait");
  const other = await page.context().newPage();
  await other.goto("/teams");
  await expect(notice(other)).toContainText("2 entries wait to be sent");
  await other.goto(`/incidents/${ref}/activity`);
  await expect(notice(other)).toBeVisible();

  await page.unroute(cutOff);
  await notice(page)
    .getByRole("link", { name: `Open ${ref}` })
    .click();
  for (const text of ["she left at noon", "nobody saw her pass"])
    await expect(page.locator("#timeline li[id^=entry-]").filter({ hasText: text })).toHaveCount(1, {
      timeout: 20_000,
    });
  await expect(notice(page)).toHaveCount(0);
  await expect(notice(other)).toHaveCount(0);
  await page.context().close();
});

test("what waits for an incident that its writer may not see any more can be read and discarded", async ({
  browser,
}) => {
  const page = await signedIn(browser, "ben");
  await page.goto("/incidents/new");
  await page.getByLabel("What is happening").fill("The purser's safe is open");
  await page.locator("input[name=severity][value=P4]").check();
  await page.getByLabel("Restrict to participants").check();
  await page.getByRole("button", { name: "Declare incident" }).click();
  await page.waitForURL(/\/incidents\/INC-/);
  await composerIsAlive(composer(page));
  const address = new URL(page.url()).pathname;
  await page.route(address, (route) =>
    route.request().method() === "POST" ? route.abort("connectionreset") : route.fallback(),
  );
  await composer(page).fill("the till roll is in my bag");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("No answer from Highwater")).toBeVisible();
  await page.goto("/services");
  await page.unroute(address);

  const omar = await signedIn(browser, "omar");
  await omar.goto(address);
  const ben = omar.locator("#people li").filter({ hasText: "Ben" });
  await ben.getByRole("link", { name: /^Remove/ }).click();
  await ben.getByRole("button", { name: /^Remove/ }).click();
  await expect(ben).toHaveCount(0);

  await page.goto(address);
  await expect(
    page.getByRole("heading", { level: 1, name: "There is nothing at this address" }),
  ).toBeVisible();
  const left = page.getByRole("listitem").filter({ hasText: "the till roll is in my bag" });
  await left.getByRole("button", { name: "Discard" }).click({ timeout: 20_000 });
  await page.goto("/services");
  await expect(page.getByRole("heading", { level: 1, name: "Services" })).toBeVisible();
  await expect(notice(page)).toHaveCount(0);
  for (const one of [page, omar]) await one.context().close();
});
