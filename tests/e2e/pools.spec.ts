import { expect, test } from "@playwright/test";
import pg from "pg";
import { startThrowAwayServer } from "../../lib/start/postgres/throw-away";
import { look } from "./support/axe";
import { ensurePerson, signedIn } from "./support/people";

test("a server is added, a pool of it is watched, and a leak is seen with who holds it", async ({
  browser,
}) => {
  const server = await startThrowAwayServer();
  const address = new URL(server.superuserUrl);
  const sessions = Array.from(
    { length: 9 },
    () => new pg.Client({ connectionString: server.superuserUrl, application_name: "report-worker" }),
  );
  try {
    const omar = await signedIn(browser, "omar");
    await omar.goto("/settings/pool-sources");
    await omar.getByLabel("Name", { exact: true }).fill("Reports database");
    await omar.getByLabel("Host").fill(address.hostname);
    await omar.getByLabel("Port").fill(address.port);
    await omar.getByLabel("User").fill(decodeURIComponent(address.username));
    await omar.getByLabel("Password").fill(decodeURIComponent(address.password));
    await omar.getByLabel("Connection").selectOption("off");
    await omar.getByLabel("Collect every, seconds").fill("5");
    await omar.getByRole("button", { name: "Add source" }).click();
    const row = omar.getByRole("row", { name: /Reports database/ });
    await expect(row).toContainText("127.0.0.1");
    expect(await omar.content()).not.toContain(decodeURIComponent(address.password));

    await ensurePerson(browser, "lea");
    const lea = await signedIn(browser, "lea");
    await lea.goto("/pools/new");
    await lea.getByLabel("Name", { exact: true }).fill("Report worker");
    await lea.getByLabel("Source").selectOption({ label: "Reports database" });
    await lea.getByLabel("Application").fill("report-worker");
    await lea.getByLabel("Limit", { exact: false }).first().fill("10");
    await lea.getByLabel("Idle in a transaction at most, seconds").fill("5");
    await lea.getByRole("button", { name: "Add pool" }).click();
    await lea.waitForURL(/\/pools\/report-worker/);

    for (const session of sessions) {
      await session.connect();
      await session.query("begin");
      await session.query("select 'the name of a customer' as secret");
    }
    await expect(async () => {
      await lea.goto("/pools/report-worker?range=15m");
      await expect(lea.getByText("9 of 10", { exact: true })).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 40_000 });
    await expect(lea.getByText("Filling up").first()).toBeVisible();
    const holders = lea.getByRole("table", { name: "Holders" });
    await expect(holders).toContainText("idle in transaction");
    await expect(holders).toContainText("select ? as secret");
    expect(await lea.content()).not.toContain("name of a customer");
    await expect(lea.locator("figure")).toBeVisible();
    await expect(async () => {
      await lea.reload();
      await expect(lea.getByText("These may have leaked")).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 40_000 });
    await expect(lea.getByText(/Idle in transaction for [\d.]+ (s|min); the limit is 5 s\./)).toBeVisible();
    // The server is as it was made, and never ends what sits idle in a transaction.
    const configuration = lea.getByRole("region", { name: "Configuration" });
    await expect(configuration).toContainText("idle_in_transaction_session_timeout = off");
    await expect(configuration).toContainText("ALTER SYSTEM SET idle_in_transaction_session_timeout");
    await look(lea, "/pools/report-worker");

    const rows = lea.getByRole("row");
    // Its hours are drawn of minutes, which are made of samples every quarter of a minute.
    await expect(async () => {
      await lea.goto("/pools");
      await expect(rows.nth(1)).toContainText("Report worker");
      await expect(rows.nth(1).getByRole("img", { name: /^Report worker, last six hours: / })).toBeVisible({
        timeout: 1_000,
      });
    }).toPass({ timeout: 40_000 });
    await expect(rows.nth(1)).toContainText("9 of 10");
    await expect(rows.nth(1).getByText("1 left", { exact: true })).toBeVisible();
    await look(lea, "/pools");
    await omar.goto("/settings/pool-sources");
    await expect(row).toContainText("Delivers");

    for (const session of sessions.splice(0)) await session.end();
    await server.stop();
    await expect(async () => {
      await lea.goto("/pools/report-worker?range=15m");
      await expect(lea.getByText("No data from Reports database")).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 40_000 });
    await expect(async () => {
      await lea.goto("/pools");
      await expect(lea.getByRole("row", { name: /Report worker/ })).toContainText("No data", {
        timeout: 1_000,
      });
    }).toPass({ timeout: 60_000 });
    await lea.goto("/pools/report-worker");
    await lea.getByRole("button", { name: "Archive" }).click();
    await expect(lea.getByText("Nothing more is collected")).toBeVisible();
  } finally {
    for (const session of sessions) await session.end().catch(() => {});
    await server.stop().catch(() => {});
  }
});

test("what another size would do is computed without JavaScript", async ({ browser }) => {
  const omar = await signedIn(browser, "omar");
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await omar.context().storageState(),
  });
  const page = await context.newPage();
  await page.goto("/pools/highwater");
  await page.getByLabel("Callers a second").fill("760");
  await page.getByLabel("Hold time, seconds").fill("0.05");
  await page.getByLabel("Connections", { exact: true }).fill("50");
  await page.getByLabel("Of those leaked").fill("12");
  await page.getByRole("button", { name: "Compute" }).click();
  await expect(page.getByRole("main")).toContainText("the queue grows without end");
  await expect(page.getByRole("main")).toContainText("76 %");
  await page.getByText("How it is computed").click();
  await expect(page.getByText("a = λ · W", { exact: true })).toBeVisible();
  await expect(page.getByText(/Erlang’s C formula over his B.*A\. K\. Erlang, 1917/)).toBeVisible();
  await expect(page.getByText(/Little’s law \(J\. D\. C\. Little, 1961\)/)).toBeVisible();
  await page.getByLabel("Connections", { exact: true }).fill("-3");
  await page.getByRole("button", { name: "Compute" }).click();
  await expect(page.getByRole("main")).toContainText("Give a whole number from 1");
  await context.close();
});
