import { expect, test } from "@playwright/test";
import { look } from "./support/axe";
import { ensurePerson, signedIn } from "./support/people";

test("a rule is written and fires, its alert tells each step, and it is over once the rule pauses", async ({
  browser,
}) => {
  await ensurePerson(browser, "lea");
  const lea = await signedIn(browser, "lea");
  await lea.goto("/pools/highwater");
  await lea.getByRole("link", { name: "New rule for this pool" }).click();
  await lea.waitForURL(/\/alerts\/rules\/new\?pool=highwater/);
  await lea.getByLabel("Name", { exact: true }).fill("There is room");
  await lea.getByLabel("Side").selectOption("below");
  await lea.getByLabel("Threshold").fill("99");
  await lea.getByLabel("Ends at").fill("");
  await lea.getByLabel("Held for").fill("soon");
  await lea.locator("input[name=response][value=record]").check();
  await lea.getByRole("button", { name: "Add rule" }).click();
  await expect(lea.getByRole("main").getByText("Give a length of time").first()).toBeVisible();
  await expect(lea.getByLabel("Threshold")).toHaveValue("99");
  await lea.getByLabel("Held for").fill("0 s");
  await lea.getByRole("button", { name: "Add rule" }).click();
  await lea.waitForURL(/\/alerts\/rules\/there-is-room$/);
  const rule = lea.url();
  await expect(lea.getByRole("main")).toContainText("at 99 % or less");

  const line = lea
    .getByRole("table", { name: "Alerts of the rule" })
    .getByRole("link", { name: /at 99 % or less/ });
  await expect(async () => {
    await lea.goto(rule);
    await expect(line).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  await line.click();
  await lea.waitForURL(/\/alerts\/\d+$/);
  const alert = new URL(lea.url()).pathname;
  const steps = lea.getByRole("table", { name: "Steps of the alert" });
  await expect(steps).toContainText("Crossed the threshold");
  await expect(steps).toContainText("Held at once");
  await expect(lea.locator("figure")).toBeVisible();
  await look(lea, alert);

  await lea.goto("/pools/highwater");
  await expect(lea.getByRole("table", { name: "Open alerts" })).toContainText("There is room");
  await lea.goto("/alerts?figure=utilisation&pool=highwater");
  await expect(lea.getByRole("table", { name: "Open alerts" })).toContainText("There is room");
  await lea.goto("/alerts?figure=waiting&pool=highwater");
  await expect(lea.getByRole("main")).toContainText("No open alert fits these filters");
  const file = await lea.request.get("/alerts/export?pool=highwater");
  expect([file.status(), file.headers()["content-type"]]).toEqual([200, "text/csv; charset=utf-8"]);
  expect(await file.text()).toContain("There is room");

  await lea.goto(rule);
  await lea.getByRole("button", { name: "Pause" }).click();
  await expect(lea.getByText("Nothing fires by it")).toBeVisible();
  await expect(async () => {
    await lea.goto(alert);
    await expect(steps).toContainText("Its rule was changed", { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await lea.goto(rule);
  await lea.getByRole("button", { name: "Archive" }).click();
  await expect(lea.getByText("more general rules apply")).toBeVisible();
  await lea.goto("/alerts/rules?archived");
  await expect(lea.getByRole("main")).toContainText("There is room");
});

test("what a rule would have done is looked at without JavaScript, and what was typed stays", async ({
  browser,
}) => {
  const omar = await signedIn(browser, "omar");
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await omar.context().storageState(),
  });
  const page = await context.newPage();
  await page.goto("/alerts/rules/new?pool=highwater");
  await page.getByLabel("Threshold").fill("85");
  await page.getByLabel("Look back over").selectOption("1");
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByRole("status").last()).toContainText("the last day");
  await expect(page.getByRole("main")).toContainText("Judged sample by sample.");
  await expect(page.getByLabel("Threshold")).toHaveValue("85");
  await expect(page.getByLabel("Pool", { exact: true })).toHaveValue("highwater");
  await page.getByLabel("Ends at").fill("99");
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByRole("main")).toContainText("It ends on the good side");
  await expect(page.getByLabel("Ends at")).toHaveValue("99");
  await context.close();
});
