import { expect, type Page, test } from "@playwright/test";
import { sendForm } from "../support/form-post";
import { type Visitor, visitor } from "../support/visitor";
import { look } from "./support/axe";
import { signedIn } from "./support/people";

/** From now on this page's actions bear a name that the server does not know, as if a newer build served it. */
const asAfterUpgrade = (page: Page) =>
  page.route("**", (route) => {
    const headers = route.request().headers();
    return "next-action" in headers
      ? route.continue({ headers: { ...headers, "next-action": `40${"0".repeat(40)}` } })
      : route.continue();
  });

async function expectOutdated(page: Page) {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Highwater was upgraded meanwhile");
  await expect(page.getByRole("main")).toContainText("what you just sent was not saved");
}

test("a form of a page opened before an upgrade says so, and its text comes back when the page is loaded again", async ({
  browser,
}) => {
  const ben = await signedIn(browser, "ben");
  await ben.goto("/incidents/new");
  await asAfterUpgrade(ben);
  await ben.getByLabel("What is happening").fill("The ferry bookings fail");
  await ben.locator("input[name=severity][value=P2]").check();
  await ben.getByRole("button", { name: "Declare incident" }).click();
  await expectOutdated(ben);
  await ben.unrouteAll();
  await ben.getByRole("button", { name: "Load the page again" }).click();
  await expect(ben.getByText("Your unsaved text was brought back.")).toBeVisible();
  await expect(ben.getByLabel("What is happening")).toHaveValue("The ferry bookings fail");
  await ben.getByRole("button", { name: "Declare incident" }).click();
  await ben.waitForURL(/\/incidents\/INC-/);
  await ben.goto("/incidents/new");
  await expect(ben.getByLabel("What is happening")).toHaveValue("");
  await ben.context().close();
});

test("a form whose text is not kept on the device shows it, to be copied", async ({ browser }) => {
  const omar = await signedIn(browser, "omar");
  await omar.goto("/teams");
  await asAfterUpgrade(omar);
  await omar.getByLabel("Name", { exact: true }).fill("Harbour watch");
  await omar.getByLabel("What it does").fill("Watches the harbour.\nAll night.");
  await omar.getByRole("button", { name: "Make the team" }).click();
  await expectOutdated(omar);
  const typed = omar.getByRole("region", { name: "What you typed" });
  await expect(typed).toContainText("Harbour watch");
  await expect(typed).toContainText("Watches the harbour.\nAll night.");
  await look(omar, "outdated");
  await omar.context().close();
});

test("what was typed before a refusal is shown as well", async ({ browser }) => {
  const omar = await signedIn(browser, "omar");
  await omar.goto("/teams");
  await omar.getByLabel("Name", { exact: true }).fill(" ");
  await omar.getByLabel("What it does").fill("Watches the harbour.");
  await omar.getByRole("button", { name: "Make the team" }).click();
  await expect(omar.locator("[aria-invalid=true]").first()).toBeVisible();
  await asAfterUpgrade(omar);
  await omar.getByLabel("Name", { exact: true }).fill("Harbour watch");
  await omar.getByRole("button", { name: "Make the team" }).click();
  await expectOutdated(omar);
  await expect(omar.getByRole("region", { name: "What you typed" })).toContainText("Watches the harbour.");
  await omar.context().close();
});

test("a password is not shown there, not even one that was shown in its field", async ({ page }) => {
  await page.goto("/sign-in");
  await asAfterUpgrade(page);
  await page.getByLabel("E-mail address").fill("somebody@example.org");
  await page.getByRole("button", { name: "Show the password" }).click();
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery staple");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expectOutdated(page);
  await expect(page.getByRole("main")).toContainText("somebody@example.org");
  await expect(page.getByRole("main")).not.toContainText("battery");
});

test("so does a browser without JavaScript", async ({ browser }) => {
  const omar = await signedIn(browser, "omar");
  const [cookie] = await omar.context().cookies();
  const here = visitor(process.env.HIGHWATER_E2E_URL ?? "", `${cookie?.name}=${cookie?.value}`);
  const older: Visitor = {
    ...here,
    async ask(path, asked) {
      const answer = await here.ask(path, asked);
      return {
        ...answer,
        body: answer.body.replaceAll(
          /(?<=&quot;id&quot;:&quot;|\$ACTION_ID_)[0-9a-f]{42}/g,
          `40${"0".repeat(40)}`,
        ),
      };
    },
  };
  const answer = await sendForm(older, "/teams", 'name="name"', { name: "Harbour watch" });
  expect([answer.status, answer.headers["content-type"]]).toEqual([409, "text/plain; charset=utf-8"]);
  expect(answer.body).toMatch(/was upgraded after this page was opened.*Go back: your browser still has/s);
  await omar.context().close();
});
