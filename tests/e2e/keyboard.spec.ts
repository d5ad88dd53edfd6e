import { expect, test } from "@playwright/test";
import { alive } from "./support/alive";
import { signedIn } from "./support/people";

test("the palette finds an incident and goes there, by keyboard alone", async ({ browser }) => {
  const page = await signedIn(browser, "ben");
  await page.goto("/incidents/new");
  await page.getByLabel("What is happening").fill("Backlog of the mailer");
  await page.locator("input[name=severity][value=P3]").check();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/incidents\/INC-/);
  const address = new URL(page.url()).pathname;
  await page.goto("/teams");
  await page.waitForTimeout(500);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("backlog of the");
  await expect(page.getByRole("option", { name: /Backlog of the mailer/ }).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await page.waitForURL(address);
});

test("what is typed right after Ctrl+K arrives in the palette whole, and means nothing else", async ({
  browser,
}) => {
  const page = await signedIn(browser, "ben");
  for (const round of [1, 2]) {
    if (round === 1) await page.goto("/teams");
    await page.waitForLoadState("networkidle");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("checkout", { delay: 40 });
    await expect(page.getByRole("combobox")).toHaveValue("checkout");
    await expect(page).toHaveURL("/teams");
    await page.keyboard.press("Backspace");
    await expect(page.getByRole("combobox")).toHaveValue("checkou");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("combobox")).toHaveCount(0);
  }
});

test("one key declares, two keys go to the list, and none does so while somebody types", async ({
  browser,
}) => {
  const page = await signedIn(browser, "ben");
  await page.goto("/teams");
  await page.waitForTimeout(500);
  await page.keyboard.press("c");
  await page.waitForURL("/incidents/new");
  await page.getByLabel("What is happening").fill("cgi");
  await expect(page).toHaveURL("/incidents/new");
  await page.getByLabel("What is happening").blur();
  await page.keyboard.press("g");
  await page.keyboard.press("i");
  await page.waitForURL(/\/incidents$/);
});

test("a button that goes away with what it did leaves the focus at the heading that it stood under", async ({
  browser,
}) => {
  const page = await signedIn(browser, "ben");
  await page.goto("/incidents/new");
  await page.getByLabel("What is happening").fill("The pier light flickers");
  await page.locator("input[name=severity][value=P3]").check();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/incidents\/INC-/);
  const acknowledge = page.locator("main header").getByRole("button", { name: "Acknowledge" });
  await alive(acknowledge);
  await acknowledge.press("Enter");
  await expect(acknowledge).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});
