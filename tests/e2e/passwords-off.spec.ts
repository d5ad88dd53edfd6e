import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { freePort } from "../../lib/start/postgres/server";
import { people } from "../support/cast";
import { sendForm } from "../support/form-post";
import { type RealIssuer, startRealIssuer } from "../support/issuers/real";
import { type Product, startProduct, stopProduct } from "../support/product";
import { runProgram } from "../support/program";
import { signIn, type Visitor, visitor } from "../support/visitor";
import { check } from "./support/axe";
import { invitationFor, password } from "./support/people";

test.describe.configure({ mode: "serial" });

let issuer: RealIssuer;
let product: Product;
let settings: Record<string, string>;
let omar: Page;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  const port = await freePort();
  issuer = await startRealIssuer(`http://127.0.0.1:${port}/sign-in/provider/callback`);
  settings = {
    HIGHWATER_PASSWORDS: "off",
    HIGHWATER_OIDC_ISSUER: issuer.url,
    HIGHWATER_OIDC_CLIENT_ID: "highwater",
    HIGHWATER_OIDC_CLIENT_SECRET: "a secret of the suite",
    HIGHWATER_OIDC_NAME: "Example ID",
    HIGHWATER_OIDC_ROLES: "sre=responder,platform=admin",
  };
  product = await startProduct(mkdtempSync(join(tmpdir(), "highwater-passwords-off-test-")), settings, port);
});

test.afterAll(async () => {
  await stopProduct(product);
  await issuer.close();
});

const newPage = async (browser: Browser) => (await browser.newContext({ baseURL: product.url })).newPage();

async function comeAs(page: Page, subject: string, email: string, group: string): Promise<void> {
  issuer.accounts.set(subject, { name: subject, email, email_verified: true, groups: [group] });
  issuer.asWhom(subject);
  await page.getByRole("link", { name: "Sign in with Example ID" }).click();
}

/** Runs the operators' command beside the product, and gives what it said. */
async function operator(...typed: string[]): Promise<string> {
  const program = runProgram("lib/cli/main.ts", typed, {
    ...{ HIGHWATER_DATA_DIR: product.dataFolder, HIGHWATER_URL: product.url, ...settings },
    ...{ DATABASE_URL: undefined, DATABASE_OWNER_URL: undefined },
  });
  expect(await program.ends(), program.output()).toBe(0);
  return program.output();
}

test("the first to come through the provider does not close the set-up, unless as an admin", async ({
  browser,
}) => {
  const nina = await newPage(browser);
  await nina.goto("/sign-in");
  await comeAs(nina, "Nina", "nina@example.org", "sre");
  await nina.waitForURL(/error=provider_not_set_up/);
  await expect(nina.getByText("Highwater is not set up yet.")).toBeVisible();
});

test("the set-up link makes the first admin, and says what the password is for", async ({ browser }) => {
  omar = await newPage(browser);
  await omar.goto(product.setUpUrl ?? "");
  await expect(omar.getByText("Passwords are switched off here")).toBeVisible();
  await omar.getByLabel("Name", { exact: true }).fill(people.omar.name);
  await omar.getByLabel("E-mail address").fill(people.omar.email);
  await omar.getByLabel("Password", { exact: true }).fill(password);
  await omar.getByRole("button", { name: "Make the first admin" }).click();
  await omar.waitForURL("/");
});

test("no password begins a session: not the page, not next-auth, not the form of a page opened before", async ({
  browser,
}) => {
  const page = await newPage(browser);
  await check(page, "/sign-in");
  await expect(page.locator("input[type=password], input[type=email]")).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Sign in with Example ID" })).toBeVisible();

  await expect(signIn(product.url, people.omar.email, password)).rejects.toThrow(
    /could not sign in.*error=forbidden/,
  );

  const [here, elsewhere] = [visitor(product.url), visitor(process.env.HIGHWATER_E2E_URL ?? "")];
  const openedBefore: Visitor = {
    ...here,
    ask: (path, asked) => (asked ? here.ask(path, asked) : elsewhere.ask(path)),
  };
  const sent = { email: people.omar.email, password };
  const answer = await sendForm(openedBefore, "/sign-in", 'name="password"', sent);
  expect(answer.body).toContain("Passwords are switched off here. Sign in with the button instead.");
  expect(answer.headers["set-cookie"] ?? []).toEqual([]);
});

test("an invitation leads to the provider, which links the invited", async ({ browser }) => {
  const page = await newPage(browser);
  const link = await invitationFor(omar, people.ben.email, people.ben);
  await page.goto(link);
  await expect(page.getByText(`with the address ${people.ben.email}`)).toBeVisible();
  await expect(page.locator("input[type=password]")).toHaveCount(0);
  await comeAs(page, "ben-there", people.ben.email, "sre");
  await page.waitForURL("/");
  await page.goto(link);
  await expect(page.getByText(/Ask an admin for a new one/)).toBeVisible();
});

test("profile and person page offer no password", async () => {
  await omar.goto("/settings/profile");
  await expect(omar.getByLabel("Current password")).toHaveCount(0);
  await omar.goto("/settings/people");
  await omar.getByRole("link", { name: people.ben.name }).click();
  await omar.waitForURL(/\/settings\/people\/[0-9a-f-]{36}/);
  await check(omar, new URL(omar.url()).pathname);
  await expect(omar.getByText("Passwords are switched off here.")).toBeVisible();
  await expect(omar.getByRole("button", { name: "Make a link for a new password" })).toHaveCount(0);
});

test("the operator's link still opens, once, and their invitation leads to the provider", async ({
  browser,
}) => {
  const page = await newPage(browser);
  const link = /http\S+\/reset-password\/\S+/.exec(
    await operator("user", "reset-password", people.omar.email),
  );
  await check(page, new URL(link?.[0] ?? "").pathname);
  await expect(page.getByText("signs you in now, once")).toBeVisible();
  await page.getByRole("textbox", { name: "New password" }).fill(`${password} again`);
  await page.getByRole("button", { name: "Set the new password" }).click();
  await page.waitForURL("/");
  await expect(signIn(product.url, people.omar.email, `${password} again`)).rejects.toThrow(/could not/);
  await page.context().clearCookies();
  await page.goto(link?.[0] ?? "");
  await expect(page.getByText(/has been used already/)).toBeVisible();

  const said = await operator("user", "add", people.lea.email, "--name", people.lea.name);
  await page.goto(/http\S+\/invitation\/\S+/.exec(said)?.[0] ?? "");
  await expect(page.getByRole("link", { name: "Sign in with Example ID" })).toBeVisible();
});
