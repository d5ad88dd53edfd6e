import { expect, test } from "@playwright/test";
import { look } from "./support/axe";
import { ensurePerson, signedIn } from "./support/people";

test("a control is watched by a rule without JavaScript, holds, and stands in the list of controls", async ({
  browser,
}) => {
  await ensurePerson(browser, "lea");
  const lea = await signedIn(browser, "lea");
  await lea.goto("/alerts/rules/new?pool=highwater");
  await lea.getByLabel("Name", { exact: true }).fill("Our own pool has room");
  await lea.getByLabel("Threshold").fill("100");
  await lea.locator("input[name=response][value=record]").check();
  await lea.getByRole("button", { name: "Add rule" }).click();
  await lea.waitForURL(/\/alerts\/rules\/our-own-pool-has-room$/);
  const rule = lea.url();
  await lea.goto("/incidents/new");
  await lea.getByLabel("What is happening").fill("Our own pool ran dry");
  await lea.locator("input[name=severity][value=P3]").check();
  await lea.keyboard.press("Enter");
  await lea.waitForURL(/\/incidents\/INC-/);
  const page = `${new URL(lea.url()).pathname}/post-mortem`;
  await lea.goto(`${page}?edit=prevention`);
  await lea.getByLabel("What must hold").first().fill("We hear of it before our own pool is full");
  await lea.getByRole("button", { name: "Save section" }).click();
  await lea.waitForURL(/#prevention$/);

  const plain = await signedIn(browser, "lea", { javaScriptEnabled: false });
  const section = plain.locator("#prevention");
  await plain.goto(page);
  await expect(section).toContainText("No verification named.");
  await section.getByRole("link", { name: "Watch", exact: true }).click();
  await section.getByRole("button", { name: "Watch it" }).click();
  await expect(section).toContainText("Choose what watches it.");
  await section.getByLabel("Watched by").selectOption({ label: "Our own pool has room" });
  await section.getByRole("button", { name: "Watch it" }).click();
  await expect(section).toContainText("by the rule Our own pool has room");
  await expect(section).not.toContainText("No verification named.");
  await expect(async () => {
    await plain.goto(page);
    await expect(section).toContainText("Holds", { timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  await expect(section).toContainText("No alert of it fires on Highwater.");

  await lea.goto(`${page}?watch=${(await section.locator("li[id^=control-]").getAttribute("id"))?.slice(8)}`);
  await expect(lea.getByRole("button", { name: "Watch it" })).toBeVisible();
  await look(lea, `${page} while it is chosen`);
  await lea.goto("/controls?state=holds");
  const line = lea.getByRole("row", { name: /before our own pool is full/ });
  await expect(line).toContainText("Holds");
  await look(lea, "/controls that hold");
  const file = await lea.request.get("/controls/export?state=holds");
  expect([file.status(), file.headers()["content-type"]]).toEqual([200, "text/csv; charset=utf-8"]);
  expect(await file.text()).toContain("We hear of it before our own pool is full");
  await line.getByRole("link", { name: "the rule Our own pool has room" }).click();
  await lea.waitForURL(rule);

  await section.getByRole("button", { name: "Stop watching" }).click();
  await expect(section).toContainText("No verification named.");
  await lea.getByRole("button", { name: "Archive" }).click();
  await expect(lea.getByText("more general rules apply")).toBeVisible();
});
