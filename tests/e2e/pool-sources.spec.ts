import { expect, test } from "@playwright/test";
import { startThrowAwayServer } from "../../lib/start/postgres/throw-away";
import { engineWith } from "../lib/pools/histories/engine";
import { answering, json } from "../support/answering";
import { lackOfPgbouncer, startPgbouncer } from "../support/pgbouncer";
import { look } from "./support/axe";
import { ensurePerson, signedIn } from "./support/people";

test("a source is added without JavaScript by choosing its kind, and its pools come by themselves", async ({
  browser,
}) => {
  const told = [
    { name: "Ticket queue", instance: "harbour-1", used: 19, max: 20, waiting: 2 },
    { name: "Broken queue", used: "many" },
  ];
  const server = await answering(json({ pools: told }));
  try {
    const omar = await signedIn(browser, "omar", { javaScriptEnabled: false });
    await omar.goto("/settings/pool-sources");
    await omar
      .getByRole("navigation", { name: "Kind of source" })
      .getByRole("link", { name: "JSON" })
      .click();
    await expect(omar.getByLabel("Host")).toHaveCount(0);
    await omar.getByLabel("Name", { exact: true }).fill("Ticket figures");
    await omar.getByLabel("Address").fill("tickets.example.org");
    await omar.getByRole("button", { name: "Add source" }).click();
    await expect(
      omar.getByText("Give an address that begins with http:// or https://.").first(),
    ).toBeVisible();
    await expect(omar.getByLabel("Address")).toHaveValue("tickets.example.org");
    await expect(omar.getByLabel("Name", { exact: true })).toHaveValue("Ticket figures");
    await omar.getByLabel("Address").fill(server.url);
    await omar.getByLabel("Collect every, seconds").fill("5");
    await omar.getByRole("button", { name: "Add source" }).click();
    await expect(async () => {
      await omar.goto("/settings/pool-sources");
      const row = omar.getByRole("row", { name: /Ticket figures/ });
      await expect(row).toContainText("1 instance", { timeout: 1_000 });
      await expect(row).toContainText("pools[1]: Used is no number.");
      await row.getByRole("link", { name: "Ticket queue" }).click({ timeout: 1_000 });
    }).toPass({ timeout: 30_000 });
    await expect(omar.getByText("19 of 20", { exact: true }).first()).toBeVisible();
    await expect(omar.getByRole("main")).toContainText("This source says how many are held, not by whom.");
    await omar.getByRole("link", { name: "Edit" }).click();
    await expect(omar.getByLabel("Limit")).toBeVisible();
    await expect(omar.getByLabel("Application")).toHaveCount(0);
    await omar.context().close();
  } finally {
    await server.stop();
  }
});

test("the form of each kind reads well, and says what is wrong with a question", async ({ browser }) => {
  const omar = await signedIn(browser, "omar");
  for (const kind of ["pgbouncer", "prometheus", "json"]) {
    await omar.goto(`/settings/pool-sources?add=${kind}`);
    await look(omar, `/settings/pool-sources?add=${kind}`);
  }
  await omar.goto("/settings/pool-sources?add=prometheus");
  await omar.getByLabel("Name", { exact: true }).fill("Engine room");
  await omar.getByLabel("Address").fill("http://127.0.0.1:9");
  await omar.getByLabel("Questions").fill("used: sum(x)\nsum(y)");
  await omar.getByRole("button", { name: "Add source" }).click();
  await expect(omar.getByText(/Line 2 does not begin with one of/).first()).toBeVisible();
  await omar.getByLabel("Questions").fill("used: sum(x)\nwaiting: sum(y)");
  await omar.getByRole("button", { name: "Add source" }).click();
  const row = omar.getByRole("row", { name: /Engine room/ });
  await expect(async () => {
    await omar.goto("/settings/pool-sources");
    await expect(row).toContainText("Nothing listens at this address.", { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await row.getByRole("link", { name: "Edit" }).click();
  await expect(omar.getByLabel("Questions")).toHaveValue("used: sum(x)\nwaiting: sum(y)");
  await look(omar, "/settings/pool-sources?edit=engine-room");
});

/** A pool that was never in trouble: no rule has anything to say of it. */
const calm = [
  {
    labels: { pool: "harbour", instance: "pod-1" },
    told: (ms: number) => ({ used: 7 + (Math.floor(ms / 3_600_000) % 5), max: 50, waiting: 0 }),
  },
];

test("the past of an engine is read without JavaScript, with what came of it", async ({ browser }) => {
  const engine = await engineWith(calm);
  try {
    const omar = await signedIn(browser, "omar", { javaScriptEnabled: false });
    await omar.goto("/settings/pool-sources?add=prometheus");
    await omar.getByLabel("Name", { exact: true }).fill("Harbour log");
    await omar.getByLabel("Address").fill(engine.url);
    await omar.getByLabel("Collect every, seconds").fill("60");
    await omar.getByRole("button", { name: "Add source" }).click();
    const row = omar.getByRole("row", { name: /Harbour log/ });
    await row.getByRole("link", { name: "History" }).click();
    const panel = omar.getByRole("region", { name: "History of Harbour log" });
    await expect(panel).toContainText("Nothing has been read yet.");
    await panel.getByLabel("The last").selectOption({ label: "7 days" });
    await panel.getByRole("button", { name: "Read history" }).click();
    await expect(panel).toContainText(/of 7 days/);
    await expect(async () => {
      await omar.goto("/settings/pool-sources?history=harbour-log");
      await expect(panel).toContainText(/7 of 7 days, 1 pool, 10,\d{3} readings\./, { timeout: 1_000 });
    }).toPass({ timeout: 60_000 });
    await expect(panel).toContainText("The last 7 days were read");
    await row.getByRole("link", { name: /harbour/ }).click();
    await omar.waitForURL(/\/pools\/shop-harbour/);
    await omar.goto(`${new URL(omar.url()).pathname}?range=7d`);
    await expect(omar.getByText(/^\d+ of 50$/).first()).toBeVisible();
    await omar.context().close();
  } finally {
    await engine.stop();
  }
});

test("a reading that waits says why, is stopped and goes on", async ({ browser }) => {
  let mended = false;
  const engine = await engineWith(calm, (_, turn) =>
    turn < 3 || mended ? undefined : { status: "error", errorType: "timeout", error: "query timed out" },
  );
  try {
    const omar = await signedIn(browser, "omar");
    await omar.goto("/settings/pool-sources?add=prometheus");
    await omar.getByLabel("Name", { exact: true }).fill("Slow log");
    await omar.getByLabel("Address").fill(engine.url);
    await omar.getByLabel("Collect every, seconds").fill("60");
    await omar.getByRole("button", { name: "Add source" }).click();
    const row = omar.getByRole("row", { name: /Slow log/ });
    await row.getByRole("link", { name: "History" }).click();
    await look(omar, "/settings/pool-sources?history=slow-log");
    const panel = omar.getByRole("region", { name: "History of Slow log" });
    await panel.getByLabel("The last").selectOption({ label: "30 days" });
    await panel.getByRole("button", { name: "Read history" }).click();
    // The page asks again by itself.
    await expect(panel).toContainText("It does not answer: query timed out", { timeout: 30_000 });
    await expect(panel).toContainText(/0 of 30 days, 1 pool, \d+ readings/);
    await expect(panel.getByRole("button", { name: "Try again now" })).toBeVisible();
    await look(omar, "/settings/pool-sources?history=slow-log");
    await panel.getByRole("button", { name: "Stop" }).click();
    await expect(panel).toContainText("Stopped");
    mended = true;
    await panel.getByRole("button", { name: "Go on" }).click();
    await expect(panel).toContainText(/30 of 30 days, 1 pool, 43,\d{3} readings\./, { timeout: 90_000 });
    await look(omar, "/settings/pool-sources?history=slow-log");
  } finally {
    await engine.stop();
  }
});

test("a pooler is watched, with who waits for it", async ({ browser }) => {
  const lack = lackOfPgbouncer();
  test.skip(lack !== null, `PgBouncer is not asked: ${lack}.`);
  const server = await startThrowAwayServer();
  const pooler = await startPgbouncer(server.superuserUrl);
  try {
    const omar = await signedIn(browser, "omar");
    await omar.goto("/settings/pool-sources?add=pgbouncer");
    await omar.getByLabel("Name", { exact: true }).fill("Harbour pooler");
    await omar.getByLabel("Host").fill("127.0.0.1");
    await omar.getByLabel("Port").fill(String(pooler.port));
    await omar.getByLabel("User").fill(pooler.watcher.userName);
    await omar.getByLabel("Password").fill(pooler.watcher.password);
    await omar.getByLabel("Connection").selectOption("off");
    await omar.getByLabel("Collect every, seconds").fill("5");
    await omar.getByRole("button", { name: "Add source" }).click();
    await expect(omar.getByRole("row", { name: /Harbour pooler/ })).toBeVisible();

    await ensurePerson(browser, "lea");
    const lea = await signedIn(browser, "lea");
    await lea.goto("/pools/new");
    await lea.getByLabel("Name", { exact: true }).fill("Pooled reports");
    await lea.getByLabel("Source").selectOption({ label: "Harbour pooler" });
    await expect(lea.getByLabel("Application")).toHaveCount(0);
    await lea.getByLabel("Database").fill("reports");
    await lea.getByRole("button", { name: "Add pool" }).click();
    await lea.waitForURL(/\/pools\/pooled-reports/);
    await expect(async () => {
      await lea.goto("/pools/pooled-reports?range=15m");
      await expect(lea.getByText("0 of 3", { exact: true })).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 40_000 });
    await look(lea, "/pools/pooled-reports");
    await omar.goto("/settings/pool-sources");
    await expect(omar.getByRole("row", { name: /Harbour pooler/ })).toContainText("PgBouncer 1.");
    await look(omar, "/settings/pool-sources");
  } finally {
    await pooler.stop();
    await server.stop();
  }
});
