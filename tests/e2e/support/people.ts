import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test";
import { type CastName, people } from "../../support/cast";

/** Everybody's password in the browser tests. */
export const password = "a long walk by the water";

const stateFile = (name: CastName) => join(process.env.HIGHWATER_E2E_DATA_DIR ?? "", `${name}.session.json`);

/** Makes the first admin with the token that the start printed, unless a test before did, and keeps the session. */
export async function ensureAdmin(browser: Browser): Promise<void> {
  if (existsSync(stateFile("omar"))) return;
  const context = await browser.newContext();
  await makeAdmin(await context.newPage(), process.env.HIGHWATER_E2E_SET_UP_URL ?? "");
  await keep(context, "omar");
}

/** Follows the link that a start printed and makes the first admin of that product. */
export async function makeAdmin(page: Page, setUpUrl: string): Promise<void> {
  await page.goto(setUpUrl);
  const { name, email, title } = people.omar;
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Job title").fill(title);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Make the first admin" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.waitForURL((url) => url.pathname === "/");
}

/** Invites one of the cast as the admin and accepts the link as them, unless a test before did. */
export async function ensurePerson(browser: Browser, name: Exclude<CastName, "omar">): Promise<void> {
  await ensureAdmin(browser);
  if (existsSync(stateFile(name))) return;
  const { name: fullName, email, title, role } = people[name];
  const admin = await keptSignedIn(browser, "omar");
  const link = await invitationFor(admin, email, { name: fullName, title, role });
  await admin.context().close();

  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Accept and sign in" }).click();
  await page.waitForURL("/");
  await keep(context, name);
}

/** What tests opened: pages of one that is over are drawn anew with every change that a later one makes. */
let opened: { test: string; pages: Page[] } = { test: "", pages: [] };

/** A page of somebody who is signed in, in a browser of their own, which is closed when another test opens one. */
export async function signedIn(
  browser: Browser,
  name: CastName,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<Page> {
  const { testId, retry } = test.info();
  const now = `${testId} ${retry}`;
  if (opened.test !== now) {
    const over = opened.pages;
    opened = { test: now, pages: [] };
    await Promise.all(over.map((page) => page.context().close()));
  }
  const page = await keptSignedIn(browser, name, options);
  opened.pages.push(page);
  return page;
}

/** The same for all tests of a file. */
export async function keptSignedIn(
  browser: Browser,
  name: CastName,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<Page> {
  if (name === "omar") await ensureAdmin(browser);
  else await ensurePerson(browser, name);
  const storageState = JSON.parse(readFileSync(stateFile(name), "utf8"));
  return (await browser.newContext({ ...options, storageState })).newPage();
}

async function keep(context: BrowserContext, name: CastName): Promise<void> {
  writeFileSync(stateFile(name), JSON.stringify(await context.storageState()));
  await context.close();
}

/** Makes an invitation as the admin whose page this is, and returns the link as it is shown, once. */
export async function invitationFor(
  admin: Page,
  email: string,
  { name, title, role } = { name: "Guest", title: "", role: "viewer" },
): Promise<string> {
  await admin.goto("/settings/people");
  const form = admin.locator("form").filter({ hasText: "Make an invitation link" });
  await form.getByLabel("E-mail address").fill(email);
  await form.getByLabel("Name", { exact: true }).fill(name);
  await form.getByLabel("Job title").fill(title);
  await form.locator(`input[name=role][value=${role}]`).check();
  await form.getByRole("button", { name: "Make an invitation link" }).click();
  return admin.getByLabel("One-time link").inputValue();
}
