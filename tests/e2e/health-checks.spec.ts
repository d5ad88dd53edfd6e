import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import { look } from "./support/axe";
import { ensurePerson, signedIn } from "./support/people";

let status = 200;
let ferries: Server;
let address: string;

test.beforeAll(async () => {
  ferries = createServer((_, answer) => answer.writeHead(status).end("open")).listen(0, "127.0.0.1");
  await new Promise((resolve) => ferries.once("listening", resolve));
  address = `http://127.0.0.1:${(ferries.address() as AddressInfo).port}/health`;
});

test.afterAll(() => ferries.close());

test("a lead tries an address, adds it, and sees it fail and why", async ({ browser }) => {
  await ensurePerson(browser, "lea");
  const lea = await signedIn(browser, "lea");
  await lea.goto("/services/new");
  await lea.getByLabel("Name", { exact: true }).fill("Ferries");
  await lea.getByRole("button", { name: "Add service" }).click();
  await lea.waitForURL(/\/services\/ferries$/);
  await expect(lea.getByRole("main")).toContainText("No health check");
  await look(lea, "/services/ferries without a health check");

  await lea.getByRole("link", { name: "Add", exact: true }).click();
  await lea.getByLabel("Name", { exact: true }).fill("Timetable");
  await lea.getByLabel("Address").fill("http://169.254.169.254/latest/meta-data");
  await lea.getByRole("button", { name: "Try it now" }).click();
  await expect(lea.getByRole("status").filter({ hasText: "HIGHWATER_PRIVATE_HOSTS" })).toBeVisible();
  await lea.getByRole("button", { name: "Add health check" }).click();
  await expect(lea.getByRole("alert").filter({ hasText: "HIGHWATER_PRIVATE_HOSTS" })).toBeVisible();

  await lea.getByLabel("Address").fill(address);
  await lea.getByLabel("Ask every, seconds").fill("5");
  await lea.getByLabel("Text in the answer").fill("closed");
  await lea.getByRole("button", { name: "Try it now" }).click();
  await expect(lea.getByRole("status").filter({ hasText: "without the text “closed”" })).toBeVisible();
  await look(lea, "/services/ferries/health-checks/new tried");
  await lea.getByLabel("Text in the answer").fill("open");
  await lea.getByRole("button", { name: "Try it now" }).click();
  await expect(lea.getByRole("status").filter({ hasText: "It is well." })).toBeVisible();
  expect(await lea.getByLabel("Name", { exact: true }).inputValue()).toBe("Timetable");
  await lea.getByRole("button", { name: "Add health check" }).click();
  await lea.waitForURL(/\/services\/ferries$/);

  const row = lea.getByRole("row", { name: /Timetable/ });
  const until = (text: string) =>
    expect(async () => {
      await lea.goto("/services/ferries");
      await expect(row).toContainText(text, { timeout: 1_000 });
    }).toPass({ timeout: 40_000 });
  await until("Well");
  status = 503;
  await until("It answered 503; well is 200 to 299.");
  await expect(row).toContainText("Failing");
  await look(lea, "/services/ferries");
  await row.getByRole("link", { name: /^Timetable/ }).click();
  await expect(lea.getByRole("table", { name: "Last answers of Timetable" })).toContainText("503");
  await look(lea, "/services/ferries/health-checks/timetable");

  await lea.getByRole("button", { name: "Archive" }).click();
  await expect(lea.getByRole("main")).toContainText("Not asked");
  await lea.goto("/services/ferries/health-checks");
  await look(lea, "/services/ferries/health-checks");
  await lea.getByRole("button", { name: "Restore Timetable" }).click();
  await expect(lea.getByRole("button", { name: "Archive Timetable" })).toBeVisible();
});

test("whoever leads no team of a service sees its health checks, and changes none", async ({ browser }) => {
  await ensurePerson(browser, "cleo");
  const cleo = await signedIn(browser, "cleo");
  await cleo.goto("/services/ferries/health-checks");
  await expect(cleo.getByRole("link", { name: "Timetable" })).toBeVisible();
  await expect(cleo.getByRole("main").getByRole("button")).toHaveCount(0);
  await cleo.goto("/services/ferries/health-checks/timetable/edit");
  await expect(cleo.getByRole("main")).not.toContainText("Ask every, seconds");
});
