import { expect, test } from "@playwright/test";
import { signedIn } from "./support/people";

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
