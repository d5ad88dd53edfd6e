import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { freePort } from "../../lib/start/postgres/server";
import { founding } from "../../prisma/sample/incidents/founding";
import { addressOf } from "../../prisma/sample/people";
import { runProgram } from "../support/program";
import { look } from "./support/axe";

test("the sample workspace shows the founding incident beside its pool, and every pool's year", async ({
  browser,
}) => {
  test.setTimeout(360_000);
  const folder = mkdtempSync(join(tmpdir(), "highwater-demo-"));
  const port = await freePort();
  const baseURL = `http://127.0.0.1:${port}`;
  const demo = runProgram("lib/start/main.ts", ["--demo"], {
    ...{ HIGHWATER_DATA_DIR: folder, HIGHWATER_URL: baseURL, HOST: "127.0.0.1", PORT: String(port) },
  });
  try {
    const email = addressOf("david");
    const [, password = ""] = await demo.says(new RegExp(`${email} +(\\S+)\\n`), 240_000);
    const page = await (await browser.newContext({ baseURL })).newPage();
    await page.goto("/sign-in");
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL("/");

    await page.goto(`/incidents?status=all&service=${founding.service}&severity=${founding.severity}`);
    await page.getByRole("link", { name: founding.title }).click();
    await expect(page.getByRole("heading", { level: 1, name: founding.title })).toBeVisible();
    await expect(page.getByRole("slider", { name: /^A moment of / })).toBeVisible();
    await page.getByText("Show as a table").click();
    const figures = page.getByRole("table", { name: /^Connections of / });
    await expect(figures.getByText(/\b50$/).first()).toBeVisible();
    await expect(figures.getByText("200", { exact: true }).first()).toBeVisible();
    await page.getByText("Hide the table").click();
    await look(page, "the founding incident of the sample workspace");

    await page.goto("/pools");
    await page.getByRole("link", { name: "report-generator, staging" }).click();
    await page.waitForURL(/\/pools\/[\w-]+$/);
    await page.goto(`${page.url()}?range=1y`);
    await expect(page.getByRole("slider", { name: /^A moment of / })).toBeVisible();
    await look(page, "a year of a pool of the sample workspace");
  } finally {
    const status = await demo.kill("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
    expect(status, demo.output()).toBe(0);
  }
});
