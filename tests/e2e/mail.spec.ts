import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { people } from "../support/cast";
import { bodyOf, type MailServer, startMailServer } from "../support/mail-server";
import { type Product, startProduct, stopProduct } from "../support/product";
import { check } from "./support/axe";
import { password } from "./support/people";

let server: MailServer;
let product: Product;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  server = await startMailServer();
  product = await startProduct(mkdtempSync(join(tmpdir(), "highwater-mail-test-")), {
    HIGHWATER_SMTP_URL: `smtp://127.0.0.1:${server.port}`,
    HIGHWATER_MAIL_FROM: "Highwater <highwater@example.org>",
    LOG_LEVEL: "trace",
  });
});

test.afterAll(async () => {
  await stopProduct(product);
  await server.stop();
});

test("an invitation arrives by mail and is accepted there; a mention rings the bell and comes by mail", async ({
  browser,
}) => {
  const admin = await (await browser.newContext({ baseURL: product.url })).newPage();
  await admin.goto(product.setUpUrl ?? "");
  await admin.getByLabel("Name", { exact: true }).fill(people.omar.name);
  await admin.getByLabel("E-mail address").fill(people.omar.email);
  await admin.getByLabel("Password", { exact: true }).fill(password);
  await admin.getByRole("button", { name: "Make the first admin" }).click();
  await admin.waitForURL("/");

  await admin.goto("/settings/people");
  const form = admin.locator("form").filter({ hasText: "Make an invitation link" });
  await form.getByLabel("E-mail address").fill(people.ada.email);
  await form.getByLabel("Name", { exact: true }).fill(people.ada.name);
  await form.locator("input[name=role][value=approver]").check();
  await form.getByRole("button", { name: "Make an invitation link" }).click();
  await expect(admin.getByText(`A mail with this link goes to ${people.ada.email}`)).toBeVisible();

  await expect.poll(() => server.received.length, { timeout: 20_000 }).toBe(1);
  const [invitation] = server.received;
  if (!invitation) throw new Error("no invitation came");
  expect(invitation.to).toEqual([people.ada.email]);
  const link = /http:\/\/127\.0\.0\.1:\d+\/invitation\/[\w-]+/.exec(bodyOf(invitation))?.[0] ?? "";

  const ada = await (await browser.newContext({ baseURL: product.url })).newPage();
  await ada.goto(link);
  await ada.getByLabel("Password", { exact: true }).fill(password);
  await ada.getByRole("button", { name: "Accept and sign in" }).click();
  await ada.waitForURL("/");
  await expect(ada.getByRole("link", { name: "Inbox", exact: true }).first()).toBeVisible();

  await admin.goto("/incidents/new");
  await admin.getByLabel("What is happening").fill("Connection pool exhausted");
  await admin.locator("input[name=severity][value=P2]").check();
  await admin
    .getByRole("main")
    .getByRole("button", { name: /Declare/ })
    .click();
  await admin.waitForURL(/\/incidents\/INC-/);
  await admin
    .getByRole("textbox", { name: /what happened/i })
    .fill("@ada may we restart the report workers?");
  await admin.keyboard.press("Enter");
  await expect(admin.getByText("may we restart the report workers?").first()).toBeVisible();
  await expect.poll(() => server.received.length, { timeout: 20_000 }).toBe(2);

  await ada.goto("/");
  await ada.getByRole("link", { name: "Inbox, 1 unread" }).click();
  await ada.waitForURL("/inbox");
  await check(ada, "/inbox");
  await check(ada, "/settings/notifications");
  await check(admin, "/settings/mail?show=all");
  await ada.goto("/inbox");
  await ada.getByRole("link", { name: "Omar mentioned you in the timeline" }).click();
  await ada.waitForURL(/\/incidents\/INC-.*#entry-/);
  await expect(ada.getByRole("link", { name: "Inbox", exact: true }).first()).toBeVisible();

  const token = link.split("/").at(-1) ?? "";
  expect(product.program.output()).not.toContain(token);
});

test("a test mail arrives, and everything is marked as read and back", async ({ browser }) => {
  const admin = await (await browser.newContext({ baseURL: product.url })).newPage();
  await admin.goto("/sign-in?callbackUrl=/settings/mail");
  await admin.getByLabel("E-mail address").fill(people.omar.email);
  await admin.getByLabel("Password", { exact: true }).fill(password);
  await admin.getByRole("button", { name: "Sign in" }).click();
  await admin.waitForURL("/settings/mail");
  const before = server.received.length;
  await admin.getByRole("button", { name: "Send me a test mail" }).click();
  await expect.poll(() => server.received.length, { timeout: 20_000 }).toBe(before + 1);
  expect(server.received.at(-1)?.to).toEqual([people.omar.email]);
});
