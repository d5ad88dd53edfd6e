import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { freePort } from "../../lib/start/postgres/server";
import { founding } from "../../prisma/sample/incidents/founding";
import { addressOf } from "../../prisma/sample/people";
import { type Program, runProgram } from "./program";

const startDeadlineMs = 240_000;

/** The sample workspace as it runs on a folder of its own, and how its engineering lead signs in. */
export type Demo = {
  url: string;
  email: string;
  password: string;
  program: Program;
  stop: () => Promise<void>;
};

/** Starts `npm run demo` and waits for its sign-ins; `stop` takes its folder away. */
export async function startDemo(): Promise<Demo> {
  const folder = mkdtempSync(join(tmpdir(), "highwater-demo-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const program = runProgram("lib/start/main.ts", ["--demo"], {
    ...{ HIGHWATER_DATA_DIR: folder, HIGHWATER_URL: url, HOST: "127.0.0.1", PORT: String(port) },
  });
  const stop = async () => {
    await program.kill("SIGTERM").finally(() => rmSync(folder, { recursive: true, force: true }));
  };
  try {
    const email = addressOf("david");
    const [, password = ""] = await program.says(new RegExp(`${email} +(\\S+)\\n`), startDeadlineMs);
    return { url, email, password, program, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Fills in the form of the sign-in and waits until it leads on. */
export async function signInAs(page: Page, { email, password }: { email: string; password: string }) {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("/");
}

/** Goes to the founding incident by the list. */
export async function openFounding(page: Page): Promise<void> {
  await page.goto(`/incidents?status=all&service=${founding.service}&severity=${founding.severity}`);
  await page.getByRole("link", { name: founding.title }).click();
  await page.getByRole("heading", { level: 1, name: founding.title }).waitFor();
}
