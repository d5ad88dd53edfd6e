/** `npm run picture`: takes docs/incident.png anew, the founding incident in the sample workspace. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { freePort } from "../lib/start/postgres/server";
import { founding } from "../prisma/sample/incidents/founding";
import { addressOf } from "../prisma/sample/people";
import { ensureBrowser } from "./support/browser";
import { runProgram } from "./support/program";

const startDeadlineMs = 10 * 60_000;

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "highwater-picture-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const demo = runProgram("lib/start/main.ts", ["--demo"], {
    ...{ HIGHWATER_DATA_DIR: folder, HIGHWATER_URL: url, HOST: "127.0.0.1", PORT: String(port) },
  });
  try {
    const email = addressOf("david");
    const [, password = ""] = await demo.says(new RegExp(`${email} +(\\S+)\\n`), startDeadlineMs);
    await takePicture(url, email, password);
  } finally {
    await demo.kill("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
  }
}

async function takePicture(url: string, email: string, password: string): Promise<void> {
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ["--no-sandbox"] });
  try {
    const viewport = { width: 1440, height: 900 };
    const page = await browser.newPage({ baseURL: url, viewport, colorScheme: "light" });
    // A page that listens is never idle.
    await page.route("**/changes?*", (route) => route.abort());
    await page.goto("/sign-in");
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL("/");
    await page.goto(`/incidents?status=all&service=${founding.service}&severity=${founding.severity}`);
    await page.getByRole("link", { name: founding.title }).click();
    await page.getByRole("heading", { level: 1, name: founding.title }).waitFor();
    await page.waitForLoadState("networkidle");
    await page.screenshot({ path: "docs/incident.png" });
  } finally {
    await browser.close();
  }
}

await main();
