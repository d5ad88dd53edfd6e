import { type Browser, expect, type Page, test } from "@playwright/test";
import { look } from "./support/axe";
import { ensurePerson, signedIn } from "./support/people";

/** Declares an incident as somebody would, and logs something; returns its address. */
async function declare(page: Page, title: string, entry: string): Promise<string> {
  await page.goto("/incidents/new");
  await page.getByLabel("What is happening").fill(title);
  await page.locator("input[name=severity][value=P1]").check();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/incidents\/INC-/);
  const address = new URL(page.url()).pathname;
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await page.locator("textarea[name=text]").first().fill(entry);
  await page.getByRole("button", { name: "Add entry" }).click();
  await answer;
  await expect(page.getByText(entry).first()).toBeVisible();
  return address;
}

const plain = (browser: Browser) => signedIn(browser, "ben", { javaScriptEnabled: false });

test("the list searches what was logged, marks it, and leads to the very entry; without JavaScript too", async ({
  browser,
}) => {
  const ben = await signedIn(browser, "ben");
  const address = await declare(
    ben,
    "Quarterly letters stay unsent",
    "HikariPool-9 - Connection is not available",
  );
  const page = await plain(browser);
  await page.goto("/incidents");
  await page.getByRole("searchbox").fill("hikaripool-9 connections");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.waitForURL(/search=hikaripool-9/);
  const found = page.getByRole("list", { name: "Incidents that were found" });
  await expect(found.getByRole("link", { name: "Quarterly letters stay unsent" })).toBeVisible();
  expect(await found.locator("mark").allTextContents()).toEqual(["HikariPool", "9", "Connection"]);
  await expect(page.getByText("1 incident, best match first")).toBeVisible();
  await found.getByRole("link", { name: /HikariPool-9 - Connection/ }).click();
  await page.waitForURL(/\?entry=[0-9a-f-]{36}#entry-/);
  expect(new URL(page.url()).pathname).toBe(address);
  await expect(page.locator(new URL(page.url()).hash)).toContainText("HikariPool-9");
});

test("what cannot be searched for is answered with why, and what is not found with what to do", async ({
  browser,
}) => {
  const page = await signedIn(browser, "ben");
  for (const [text, says] of [
    ["!!! ---", "There is nothing to look for in that."],
    ["-pool", "Add a word to search for"],
    ["x".repeat(2_000), "Search for at most 200 characters"],
  ] as const) {
    expect((await page.goto(`/incidents?${new URLSearchParams({ search: text })}`))?.status()).toBe(200);
    await expect(page.getByRole("heading", { name: "That cannot be searched for" })).toBeVisible();
    // Said to those who hear it as well.
    await expect(page.getByText(says).last()).toBeVisible();
  }
  await look(page, "/incidents with a search that cannot be made");
  await page.goto("/incidents?search=zygomorphic&status=open");
  await page.getByRole("link", { name: "Search all incidents" }).click();
  await page.waitForURL("/incidents?search=zygomorphic");
  await expect(page.getByRole("heading", { name: "No results", exact: true })).toBeVisible();
  await look(page, "/incidents where nothing was found");
});

test("the slash puts the cursor into the list's search, and elsewhere into the palette", async ({
  browser,
}) => {
  const page = await signedIn(browser, "ben");
  await declare(page, "Harbour lamps are out", "a fuse of the harbour lamps blew");
  await page.goto("/incidents");
  const box = page.getByRole("searchbox");
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(box).toBeFocused({ timeout: 500 });
  }).toPass({ timeout: 15_000 });
  await page.keyboard.type("harbour fuse");
  await page.keyboard.press("Enter");
  await page.waitForURL(/search=harbour\+fuse/);
  await expect(page.getByRole("link", { name: "Harbour lamps are out" })).toBeVisible();
  await expect(box).toBeFocused();
  await look(page, "/incidents with what was found");
  await page.goto("/teams");
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(page.getByRole("combobox")).toBeFocused({ timeout: 500 });
  }).toPass({ timeout: 15_000 });
  await page.getByRole("combobox").fill("harbour fuse");
  await page.getByRole("option", { name: /Search all that incidents say/ }).click();
  await page.waitForURL(/search=harbour\+fuse/);
});

test("a filter that is chosen by keyboard keeps the focus, is no step to go back to, and says how many there are", async ({
  browser,
}) => {
  const page = await signedIn(browser, "ben");
  await declare(page, "Sextant is off", "the sextant shows the sun of yesterday");
  await page.goto("/teams");
  await page.goto("/incidents");
  const box = page.getByRole("searchbox");
  const severity = page.getByLabel("Severity", { exact: true });
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(box).toBeFocused({ timeout: 500 });
  }).toPass({ timeout: 15_000 });
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(severity).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.waitForURL("/incidents?severity=P1");
  await expect(severity).toBeFocused();
  await expect(severity).toHaveValue("P1");
  const status = page.getByRole("main").getByRole("status").filter({ hasText: "incident" });
  await expect(status).toHaveText(/^(1 incident|\d+ incidents(, and more)?)$/);
  await page.keyboard.press("ArrowDown");
  await page.waitForURL("/incidents?severity=P2");
  await expect(severity).toBeFocused();
  await page.goBack();
  await expect(page).toHaveURL("/teams");

  await page.goto("/incidents?search=sextant&severity=P1");
  await expect(status).toHaveText("1 incident");
  await page.getByRole("link", { name: "Clear", exact: true }).click();
  await page.waitForURL("/incidents");
  await expect(box).toHaveValue("");
  await expect(severity).toHaveValue("");
});

test("what saves a view closes on Escape, with the focus back on its button, and on a press elsewhere", async ({
  browser,
}) => {
  const page = await signedIn(browser, "ben");
  await page.goto("/incidents?severity=P2");
  const saving = page.locator("summary", { hasText: "Save view" });
  const name = page.getByLabel("Name", { exact: true });
  await saving.click();
  await expect(name).toBeVisible();
  await expect(async () => {
    await page.keyboard.press("Escape");
    await expect(name).toBeHidden({ timeout: 500 });
  }).toPass({ timeout: 15_000 });
  await expect(saving).toBeFocused();
  await saving.click();
  await expect(name).toBeVisible();
  await page.getByRole("heading", { level: 1 }).click();
  await expect(name).toBeHidden();
});

test("filters are saved as a view, for oneself and for everyone, renamed, and removed once it is said what follows; without JavaScript too", async ({
  browser,
}) => {
  await ensurePerson(browser, "cleo");
  const page = await signedIn(browser, "ben");
  const views = page.getByRole("navigation", { name: "Views" });
  const save = async (query: string, name: string, seenBy: string) => {
    await page.goto(`/incidents?${query}`);
    await page.locator("summary", { hasText: "Save view" }).click();
    await page.getByLabel("Name", { exact: true }).fill(name);
    await page.getByLabel("Seen by").selectOption({ label: seenBy });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(views.getByRole("link", { name })).toHaveAttribute("aria-current", "page");
  };
  await save("severity=P0&status=all&colour=red", "Gravest of all", "Only me");
  await expect(page).toHaveURL("/incidents?status=all&severity=P0");
  await save("mode=drill", "Exercises", "Everyone");
  await page.locator("summary", { hasText: "Edit view" }).click();
  await look(page, "/incidents while a view is edited");
  await page.getByLabel("Name", { exact: true }).fill("All exercises");
  await page.getByRole("button", { name: "Rename" }).click();
  await expect(views.getByRole("link", { name: /All exercises/ })).toBeVisible();

  const cleo = await signedIn(browser, "cleo");
  await cleo.goto("/incidents");
  const hers = cleo.getByRole("navigation", { name: "Views" });
  await hers.getByRole("link", { name: /All exercises/ }).click();
  await cleo.waitForURL("/incidents?mode=drill");
  await expect(hers.getByRole("link", { name: "Gravest of all" })).toHaveCount(0);
  await expect(cleo.locator("summary", { hasText: "Edit view" })).toHaveCount(0);

  await page.locator("summary", { hasText: "Edit view" }).click();
  await page.locator("summary", { hasText: /^Remove$/ }).click();
  await expect(page.getByText("Everybody loses it.")).toBeVisible();
  await page.getByRole("button", { name: "Remove view" }).click();
  await page.waitForURL("/incidents");
  await expect(views.getByRole("link", { name: /All exercises/ })).toHaveCount(0);

  const still = await plain(browser);
  await still.goto("/incidents?status=all&severity=P0");
  await still.locator("summary", { hasText: "Edit view" }).click();
  await still.locator("summary", { hasText: /^Remove$/ }).click();
  await expect(still.getByText("Only you see it.")).toBeVisible();
  await still.getByRole("button", { name: "Remove view" }).click();
  await still.waitForURL("/incidents");
  await expect(still.getByRole("link", { name: "Gravest of all" })).toHaveCount(0);
});

test("a view that is shared with a team is seen by its members, with whose it is, and by nobody else", async ({
  browser,
}) => {
  for (const name of ["ben", "cleo"] as const) await ensurePerson(browser, name);
  const lea = await signedIn(browser, "lea");
  await lea.goto("/teams");
  await lea.getByLabel("Name", { exact: true }).fill("Lock keepers");
  await lea.getByRole("button", { name: "Make the team" }).click();
  await lea.waitForURL("/teams/lock-keepers");
  await lea.getByLabel("Add a member").selectOption({ label: "Ben, Site engineer" });
  await lea.getByRole("button", { name: "Add", exact: true }).click();
  await expect(lea.getByRole("button", { name: "Remove Ben from the team" })).toBeVisible();

  await lea.goto("/incidents?severity=P3");
  await lea.locator("summary", { hasText: "Save view" }).click();
  await lea.getByLabel("Name", { exact: true }).fill("Small at the locks");
  await lea.getByLabel("Seen by").selectOption({ label: "Team Lock keepers" });
  await lea.getByRole("button", { name: "Save", exact: true }).click();
  const viewOf = (page: Page) =>
    page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: /Small at the locks/ });
  await expect(viewOf(lea)).toHaveAttribute("aria-current", "page");

  const ben = await signedIn(browser, "ben");
  await ben.goto("/incidents");
  await expect(viewOf(ben)).toContainText("Lock keepers");
  await viewOf(ben).click();
  await ben.waitForURL("/incidents?severity=P3");
  await expect(ben.locator("summary", { hasText: "Edit view" })).toHaveCount(0);
  const cleo = await signedIn(browser, "cleo");
  await cleo.goto("/incidents");
  await expect(cleo.getByRole("heading", { level: 1, name: "Incidents" })).toBeVisible();
  await expect(viewOf(cleo)).toHaveCount(0);
});

test("over time each incident is a link in the lane of its service, read as a table, drawn without JavaScript", async ({
  browser,
}) => {
  const ben = await signedIn(browser, "ben");
  const address = await declare(ben, "Ferry gangway is stuck", "the gangway does not move");
  const page = await plain(browser);
  await page.goto("/incidents");
  await page.getByRole("link", { name: "Over time" }).click();
  await page.waitForURL(/view=lanes/);
  const lane = page.getByRole("row", { name: /Without a service/ });
  await expect(
    lane.getByRole("link", {
      name: /P1 High, Ferry gangway is stuck, INC-.*, to now|P1 High, Ferry gangway is stuck/,
    }),
  ).toHaveAttribute("href", address);
  await page.getByRole("link", { name: "By severity" }).click();
  await expect(page.getByRole("rowheader", { name: "P1 High" })).toBeVisible();
  await page.getByRole("link", { name: "1 day", exact: true }).click();
  await expect(page).toHaveURL(/view=lanes.*lane=severity.*range=1d/);

  await ben.goto("/incidents?view=lanes&range=1d");
  const link = ben.getByRole("link", { name: /Ferry gangway is stuck/ });
  await link.focus();
  await look(ben, "/incidents over time");
  await ben.keyboard.press("Enter");
  await ben.waitForURL(address);
  await ben.goto("/incidents?view=lanes&until=2020-01-01&status=closed");
  await expect(ben.getByRole("heading", { name: "No incidents in this period" })).toBeVisible();
  await look(ben, "/incidents over a time in which nothing happened");
});

test("the list leaves as CSV with its filters, and a search that cannot be made does not", async ({
  browser,
}) => {
  const page = await signedIn(browser, "ben");
  await declare(page, "=SUM(1,2) in the title", "+1 of the ferry");
  await page.goto("/incidents?severity=P1");
  const link = page.getByRole("link", { name: "Incidents as CSV" });
  const href = await link.getAttribute("href");
  expect(href).toBe("/incidents/export?severity=P1");
  const download = page.waitForEvent("download");
  await link.click();
  expect((await download).suggestedFilename()).toMatch(/^incidents-[\d-]+\.csv$/);
  const file = await page.request.get(href ?? "");
  expect([file.status(), file.headers()["content-type"]]).toEqual([200, "text/csv; charset=utf-8"]);
  const text = await file.text();
  expect(text).toContain(`,"'=SUM(1,2) in the title",P1 High,`);
  expect(
    text
      .trimEnd()
      .split("\r\n")
      .slice(1)
      .every((row) => row.includes(",P1 High,")),
  ).toBe(true);
  const refused = await page.request.get("/incidents/export?search=!!!");
  expect([refused.status(), await refused.text()]).toEqual([
    400,
    expect.stringContaining("nothing to look for"),
  ]);
});
