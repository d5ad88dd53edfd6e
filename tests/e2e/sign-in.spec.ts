import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { freePort } from "../../lib/start/postgres/server";
import { people } from "../support/cast";
import { type RealIssuer, startRealIssuer } from "../support/issuers/real";
import { type Product, startProduct, stopProduct } from "../support/product";
import { codeOf } from "../support/second-factor";
import { check } from "./support/axe";
import { password } from "./support/people";

test.describe.configure({ mode: "serial" });
let issuer: RealIssuer;
let product: Product;
let omar: Page;
let nina: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  const port = await freePort();
  issuer = await startRealIssuer(`http://127.0.0.1:${port}/sign-in/provider/callback`);
  const settings = {
    HIGHWATER_OIDC_ISSUER: issuer.url,
    HIGHWATER_OIDC_CLIENT_ID: "highwater",
    HIGHWATER_OIDC_CLIENT_SECRET: "a secret of the suite",
    HIGHWATER_OIDC_NAME: "Example ID",
    HIGHWATER_OIDC_ROLES: "sre=responder,platform=admin",
  };
  product = await startProduct(mkdtempSync(join(tmpdir(), "highwater-sign-in-test-")), settings, port);
  omar = await visitor(browser);
  await omar.goto(product.setUpUrl ?? "");
  await omar.getByLabel("Name", { exact: true }).fill(people.omar.name);
  await omar.getByLabel("E-mail address").fill(people.omar.email);
  await omar.getByLabel("Password", { exact: true }).fill(password);
  await omar.getByRole("button", { name: "Make the first admin" }).click();
  await omar.waitForURL("/");
});

test.afterAll(async () => {
  await stopProduct(product);
  await issuer.close();
});

const visitor = async (browser: Browser, options: Parameters<Browser["newContext"]>[0] = {}) =>
  (await browser.newContext({ baseURL: product.url, ...options })).newPage();

/** Presses the button on the sign-in page as somebody of whom the provider says this. */
async function comeAs(page: Page, subject: string, says: Record<string, unknown>): Promise<void> {
  issuer.accounts.set(subject, { name: subject, ...says });
  issuer.asWhom(subject);
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Sign in with Example ID" }).click();
}

const verified = (email: string, ...groups: string[]) => ({ email, email_verified: true, groups });

test("somebody new comes in through the provider, with the role of their group", async ({ browser }) => {
  nina = await visitor(browser);
  await check(nina, "/sign-in");
  await comeAs(nina, "Nina", verified("nina@example.org", "sre"));
  await nina.waitForURL("/");
  await check(nina, "/settings/profile");
  await expect(nina.getByRole("main")).toContainText("Responder");
  await expect(nina.getByRole("main")).toContainText("have no password here");
});

test("signs by confirming at the provider who they are, and comes back to the page", async () => {
  await nina.goto("/incidents/new");
  await nina.getByLabel("What is happening").fill("Connection pool exhausted");
  await nina.locator("input[name=severity][value=P2]").check();
  await nina.getByRole("button", { name: "Declare incident" }).click();
  await nina.waitForURL(/\/incidents\/INC-/);
  const review = `${new URL(nina.url()).pathname}/review`;
  await check(nina, review);
  await expect(nina.getByRole("button", { name: "Sign as prepared" })).toHaveCount(0);
  await nina.getByRole("link", { name: "Confirm with Example ID" }).click();
  await nina.waitForURL(review);
  await expect(nina.getByText("You confirmed with Example ID who you are")).toBeVisible();
  await check(nina, review);
  await nina.getByRole("button", { name: "Sign as prepared" }).click();
  await expect(nina.getByRole("main")).toContainText("In review");
});

test("somebody known is linked by the verified address, and keeps the password", async ({ browser }) => {
  const page = await visitor(browser);
  await comeAs(page, "omar-there", verified(people.omar.email, "platform"));
  await page.waitForURL("/");
  await page.goto("/settings/profile");
  await expect(page.getByRole("main")).toContainText("You sign in with it or with a password");
  await expect(page.getByLabel("Current password")).toBeVisible();
});

for (const [name, says, sentence] of [
  ["an unverified address", { email: "omar@example.org", email_verified: false }, /only a verified address/],
  ["no address", {}, /only a verified address/],
  ["the address of somebody who is linked", verified("omar@example.org", "platform"), /does not open/],
  ["no mapped group", verified("stranger@example.org", "choir"), /does not open/],
] as const)
  test(`whoever comes with ${name} is refused and has no session`, async ({ browser }) => {
    const page = await visitor(browser);
    await comeAs(page, `liar with ${name}`, says);
    await page.waitForURL(/\/sign-in\?error=provider_/);
    await expect(page.getByText(sentence)).toBeVisible();
    await page.goto("/settings/profile");
    expect(new URL(page.url()).pathname).toBe("/sign-in");
  });

test("an answer that nobody asked for begins nothing", async ({ browser }) => {
  const page = await visitor(browser);
  await page.goto("/sign-in/provider/callback?code=stolen&state=made-up");
  await expect(page.getByText(/did not come to an end/)).toBeVisible();
});

test("sessions end from the profile, one by one, and all but the one at hand", async ({ browser }) => {
  const fox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
  const [library, phone] = [await visitor(browser, { userAgent: fox }), await visitor(browser)];
  for (const page of [library, phone]) {
    await page.goto("/sign-in");
    await page.getByLabel("E-mail address").fill(people.omar.email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL("/");
  }
  const whereTo = async (page: Page) => {
    await page.goto("/incidents");
    return new URL(page.url()).pathname;
  };
  await omar.goto("/settings/profile");
  await omar.getByRole("button", { name: "End the session of Firefox" }).click();
  await expect(omar.getByText("The session was ended.")).toBeVisible();
  expect([await whereTo(library), await whereTo(phone)]).toEqual(["/sign-in", "/incidents"]);
  await omar.getByRole("button", { name: "End all others" }).click();
  await expect(omar.getByRole("button", { name: /^End the session of/ })).toHaveCount(0);
  expect([await whereTo(phone), await whereTo(omar)]).toEqual(["/sign-in", "/incidents"]);
});

test("a second factor is set up in the profile, and then asked for without JavaScript as well", async ({
  browser,
}) => {
  await omar.goto("/settings/profile");
  const factor = omar.locator("section").filter({ hasText: "A code beside the password" });
  await factor.getByLabel("Your password").fill(password);
  await factor.getByRole("button", { name: "Set it up" }).click();
  await expect(factor.getByRole("img", { name: "QR code of the secret" })).toBeVisible();
  const secret = (await factor.locator("p.font-mono").innerText()).replaceAll(" ", "");
  await check(omar, "/settings/profile");
  await factor.getByLabel("Code", { exact: true }).fill(codeOf(secret, new Date()));
  await factor.getByRole("button", { name: "Switch it on" }).click();
  await expect(factor.getByText("Keep these recovery codes")).toBeVisible();
  const [recovery = "", next = ""] = await factor.locator("li").allInnerTexts();
  expect(await factor.locator("li").count()).toBe(10);
  const shots = process.env.HIGHWATER_E2E_SHOTS;
  if (shots) await omar.screenshot({ path: `${shots}/recovery-codes.png`, fullPage: true });
  await check(omar, "/settings/profile");

  for (const [code, options] of [
    [recovery, {}],
    [next, { javaScriptEnabled: false }],
  ] as const) {
    const page = await visitor(browser, options);
    await page.goto("/sign-in?callbackUrl=/settings/profile");
    await page.getByLabel("E-mail address").fill(people.omar.email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(/\/sign-in\/code/);
    if (!("javaScriptEnabled" in options)) {
      await check(page, "/sign-in/code?callbackUrl=/settings/profile");
      await page.getByLabel("Code").fill("000000");
      await page.getByRole("button", { name: "Sign in" }).click();
      await expect(page.getByText(/This code is not right/).first()).toBeVisible();
    }
    await page.getByLabel("Code").fill(code);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL("/settings/profile");
  }
});

test("an admin deactivates somebody, and their open page leads to the sign-in at once", async () => {
  await omar.goto("/settings/people");
  await omar.getByRole("link", { name: "Nina" }).click();
  await omar.waitForURL(/\/settings\/people\/[0-9a-f-]{36}/);
  await check(omar, new URL(omar.url()).pathname);
  await omar.getByRole("button", { name: "Deactivate" }).click();
  await omar.getByRole("alertdialog").getByRole("button", { name: "Deactivate" }).click();
  await expect(omar.getByText(/Cannot sign in/)).toBeVisible();
  await nina.goto("/settings/profile");
  expect(new URL(nina.url()).pathname).toBe("/sign-in");
  await comeAs(nina, "Nina", verified("nina@example.org", "sre"));
  await expect(nina.getByText(/does not open/)).toBeVisible();
});
