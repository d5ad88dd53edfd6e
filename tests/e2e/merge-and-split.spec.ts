import { type Browser, expect, type Page, test } from "@playwright/test";
import { alive } from "./support/alive";
import { look } from "./support/axe";
import { ensurePerson, signedIn } from "./support/people";

const composer = (page: Page) => page.locator("main textarea[name=text]").first();
const main = (page: Page) => page.getByRole("main");
const entry = (page: Page, text: string | RegExp) =>
  page.locator("#timeline li[id^=entry-]").filter({ hasText: text });

/** Declares an incident in the page, and logs what is given. */
async function declare(page: Page, title: string, texts: readonly string[] = []): Promise<string> {
  await page.goto("/incidents/new");
  await page.getByLabel("What is happening").fill(title);
  await page.locator("input[name=severity][value=P2]").check();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/incidents\/INC-/);
  // Alive: what is typed is heard.
  await expect(composer(page)).toHaveAttribute("aria-autocomplete", "list");
  for (const text of texts) {
    await composer(page).fill(text);
    await page.keyboard.press("Enter");
    await expect(entry(page, text)).toBeVisible();
  }
  return new URL(page.url()).pathname.split("/")[2] ?? "";
}

const people = async (browser: Browser) => {
  await ensurePerson(browser, "lea");
  return signedIn(browser, "ben");
};

/** Opens the menu of the incident by keyboard and goes where one of its lines leads. */
async function choose(page: Page, line: string): Promise<void> {
  const menu = page.getByLabel("More to do with it");
  await menu.focus();
  await page.keyboard.press("Enter");
  const link = page.getByRole("link", { name: line });
  await link.press("Enter");
  // The frame stays, and its menu would lie over what it led to.
  await expect(link).toBeHidden();
}

test("an incident is merged by keyboard, goes on in the other with its origins, and is separated again", async ({
  browser,
}) => {
  const page = await people(browser);
  const target = await declare(page, "The lock gates are stuck");
  const source = await declare(page, "Barges queue at the lock", ["twelve barges wait"]);

  await choose(page, "Merge into another");
  await page.waitForURL(/\/merge$/);
  const into = page.getByLabel("Merge into");
  await expect(page.locator(`datalist option[value="${target}"]`)).toHaveCount(1);
  await into.fill(source);
  await page.keyboard.press("Enter");
  await expect(main(page)).toContainText("An incident cannot be merged into itself.");
  await look(page, "/incidents/merge refused");
  await into.fill(target);
  await page.getByLabel("Why").fill("the same gates");
  await page.getByRole("button", { name: `Merge ${source}` }).press("Enter");

  await page.waitForURL(new RegExp(`/incidents/${target}$`));
  await expect(main(page)).toContainText(`${source} merged into this incident: Barges queue at the lock`);
  const copy = entry(page, "twelve barges wait");
  await expect(copy).toContainText(`from ${source}`);
  await look(page, "/incidents/merged target");

  await copy.getByRole("link", { name: source }).click();
  await page.waitForURL(new RegExp(`/incidents/${source}\\?entry=`));
  await expect(page.getByText(`Merged into ${target}`)).toBeVisible();
  await expect(entry(page, "twelve barges wait")).toBeVisible();
  await expect(composer(page)).toHaveCount(0);
  await look(page, "/incidents/merged source");
  await page.goto(`/incidents/${source}/post-mortem`);
  await expect(page.getByText(`Merged into ${target}`)).toBeVisible();

  await page.goto(`/incidents/${source}`);
  await page.getByRole("button", { name: "Separate again" }).press("Enter");
  await expect(composer(page)).toBeVisible();
  await expect(main(page)).toContainText("Separated again, Merged → Triage");
  await page.goto(`/incidents/${target}`);
  await expect(entry(page, "twelve barges wait")).toContainText(`${source} was separated again.`);
});

test("entries are split off into a new incident, and both say so", async ({ browser }) => {
  const page = await people(browser);
  const source = await declare(page, "The ferry is late", ["the engine stutters", "tickets print twice"]);
  await choose(page, "Split off a new one");
  await page.waitForURL(/\/split$/);
  await look(page, "/incidents/split");
  await page.getByLabel("Title").fill("Tickets print twice");
  await page.getByLabel("tickets print twice").check();
  await page.getByRole("button", { name: "Split off" }).click();
  await page.waitForURL(
    (url) => /\/incidents\/INC-[\d-]+$/.test(url.pathname) && !url.pathname.endsWith(source),
  );
  const made = new URL(page.url()).pathname.split("/")[2] ?? "";
  await expect(main(page)).toContainText(`Split off from ${source}`);
  await expect(entry(page, "tickets print twice")).toContainText(`from ${source}`);
  await look(page, "/incidents/split made");
  await page.goto(`/incidents/${source}`);
  await expect(main(page)).toContainText(`${made} Tickets print twice was split off from it`);
  // With a small letter: the title of the new one begins with a capital.
  await expect(entry(page, /tickets print twice/)).toContainText(`Moved to ${made}.`);
  await expect(entry(page, "the engine stutters")).not.toContainText("Moved to");
});

test("merging and splitting work without JavaScript, and an incident with nothing of its own says so", async ({
  browser,
}) => {
  const page = await people(browser);
  const target = await declare(page, "The crane is blocked");
  const source = await declare(page, "Containers pile up", ["forty containers wait"]);
  const plain = await signedIn(browser, "ben", { javaScriptEnabled: false });
  await plain.goto(`/incidents/${target}/split`);
  await expect(main(plain)).toContainText("Nothing to split off yet");
  await look(page, "/incidents/split empty");

  await plain.goto(`/incidents/${source}/split`);
  await plain.getByLabel("Title").fill("Forty containers");
  await plain.getByLabel("forty containers wait").check();
  await plain.locator("input[name=how][value=copy]").check();
  await plain.getByRole("button", { name: "Split off" }).click();
  await expect(main(plain)).toContainText(`Split off from ${source}`);

  await plain.goto(`/incidents/${source}/merge`);
  await plain.getByLabel("Merge into").fill(target);
  await plain.getByRole("button", { name: `Merge ${source}` }).click();
  await expect(entry(plain, "forty containers wait")).toContainText(`from ${source}`);
  await plain.goto(`/incidents/${source}`);
  await plain.getByRole("button", { name: "Separate again" }).click();
  await expect(plain.getByText(`Merged into ${target}`)).toHaveCount(0);
});

test("a role of the team's own is added, given by the composer, handed over, and told to both", async ({
  browser,
}) => {
  const page = await people(browser);
  const admin = await signedIn(browser, "omar");
  await admin.goto("/settings/incident-roles");
  await look(admin, "/settings/incident-roles empty");
  await admin.getByLabel("Name", { exact: true }).fill("Tide watcher");
  await admin.getByLabel("What somebody does in it").fill("Reads the gauge and says when it turns");
  await admin.getByRole("button", { name: "Add role" }).click();
  await expect(admin.getByRole("table")).toContainText("/role tide-watcher");
  await look(admin, "/settings/incident-roles");

  const ref = await declare(page, "The tide gauge lies");
  await composer(page).click();
  await page.keyboard.type("/role tide");
  await expect(page.getByRole("listbox").getByRole("option", { name: /Tide watcher/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await page.keyboard.type("me");
  await expect(page.getByText("Gives @me the role tide watcher.")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(main(page)).toContainText("Tide watcher: Ben");

  await page.getByLabel("Hand over tide watcher").click();
  const flyout = page.locator("#people details[open]");
  await flyout.getByLabel("Tide watcher from now on").selectOption({ label: "Lea, Engineering lead" });
  await look(page, "/incidents/hand-over");
  await flyout.getByRole("button", { name: "Hand over" }).click();
  await expect(main(page)).toContainText("Tide watcher handed over from Ben to Lea", { timeout: 20_000 });
  const lea = await signedIn(browser, "lea");
  await lea.goto(`/incidents/${ref}`);
  await expect(main(lea)).toContainText("Tide watcher Lea");
  await expect(async () => {
    await lea.goto("/inbox");
    await expect(main(lea)).toContainText("Ben made you tide watcher", { timeout: 1_000 });
  }).toPass({ timeout: 20_000 });

  await admin.getByRole("button", { name: "Archive Tide watcher" }).click();
  await expect(admin.getByText("No longer given. Who has one keeps it.")).toBeVisible();
});

test("in a restricted incident it is asked before somebody is removed, without JavaScript as well", async ({
  browser,
}) => {
  await people(browser);
  const page = await signedIn(browser, "lea");
  const ref = await declare(page, "The keys of the lock are gone");
  await page.goto(`/incidents/${ref}/edit`);
  await page.getByRole("button", { name: /^Restrict/ }).click();
  await expect(page.getByRole("button", { name: "Show it to everybody" })).toBeVisible();
  await page.goto(`/incidents/${ref}`);
  await expect(composer(page)).toHaveAttribute("aria-autocomplete", "list");
  await composer(page).fill("/role scribe @ben ");
  await page.keyboard.press("Enter");
  await expect(main(page)).toContainText("Scribe: Ben");

  const panel = page.locator("#people");
  const removal = { name: "Remove Ben as scribe" };
  await panel.getByRole("link", removal).click();
  const question = panel.getByRole("alert").filter({ hasText: "Remove Ben as scribe?" });
  await expect(question).toContainText("Ben may no longer see this restricted incident.");
  await look(page, "/incidents/removal");
  await panel.getByRole("link", { name: "Cancel" }).click();
  await expect(question).toHaveCount(0);

  const plain = await signedIn(browser, "lea", { javaScriptEnabled: false });
  await plain.goto(`/incidents/${ref}`);
  await plain.locator("#people").getByRole("link", removal).click();
  await plain.locator("#people").getByRole("button", removal).click();
  await expect(plain.locator("#people").getByRole("link", removal)).toHaveCount(0);
});

test("before a merge its links are spoken of; whoever has one is told that the incident goes on as another one", async ({
  browser,
}) => {
  const page = await people(browser);
  const target = await declare(page, "The ramp of the ferry is stuck");
  const source = await declare(page, "Cars cannot leave the ferry");
  const links = "Its links for outside stay with it and show nothing new";
  await page.goto(`/incidents/${source}/merge`);
  await expect(page.getByLabel("Merge into")).toBeVisible();
  await expect(main(page)).not.toContainText(links);
  await page.goto(`/incidents/${source}/updates`);
  await alive(page.locator("input[name=name]"));
  await page.getByLabel("Whom it is for").fill("The queue on the pier");
  await page.getByRole("button", { name: "Make the link" }).click();
  const link = await page.getByLabel("Link for outside").inputValue();
  await page.goto(`/incidents/${source}/merge`);
  await expect(main(page)).toContainText(links);
  await look(page, "/incidents/merge with a link");
  await page.getByLabel("Merge into").fill(target);
  await page.getByRole("button", { name: `Merge ${source}` }).click();
  await page.waitForURL(new RegExp(`/incidents/${target}$`));

  await page.goto(`/incidents/${source}/merge`);
  await expect(main(page)).toContainText(`${source} was merged already: separate it again first.`);
  await expect(page.getByRole("button", { name: `Merge ${source}` })).toHaveCount(0);
  await page.goto(`/incidents/${source}/split`);
  await expect(main(page)).toContainText("split off from the incident that it goes on in.");
  const context = await browser.newContext();
  const outside = await context.newPage();
  await outside.goto(link);
  await expect(main(outside)).toContainText(
    "This incident goes on as another one. Ask whoever gave you this link for a new one.",
  );
  await expect(main(outside)).not.toContainText(target);
  await look(outside, "status page of a merged incident");
  await context.close();
});
