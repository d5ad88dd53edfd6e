import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { freePort } from "../../lib/start/postgres/server";
import { founding } from "../../prisma/sample/incidents/founding";
import { addressOf, guides, people } from "../../prisma/sample/people";
import { type Program, runProgram } from "./program";

const startDeadlineMs = 240_000;

/** A sign-in as the start prints it. */
export type PrintedSignIn = { role: string; name: string; email: string; password: string };

/** The sample workspace as it runs on a folder of its own, what it printed, and how its engineering lead signs in. */
export type Demo = {
  url: string;
  dataFolder: string;
  signIns: PrintedSignIn[];
  email: string;
  password: string;
  program: Program;
  stop: () => Promise<void>;
};

/** No server is there: the demo has its own, whatever the environment names. */
const deadDatabase = "postgres://nobody@127.0.0.1:1/none";

/**
 * Starts `npm run demo`, with a dead DATABASE_URL and `env` in its environment, and waits for its sign-ins; `stop` takes its
 * folder away.
 */
export async function startDemo(env: Record<string, string> = {}): Promise<Demo> {
  const folder = mkdtempSync(join(tmpdir(), "highwater-demo-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const program = runProgram("lib/start/main.ts", ["--demo"], {
    ...{ HIGHWATER_DATA_DIR: folder, HIGHWATER_URL: url, HOST: "127.0.0.1", PORT: String(port) },
    DATABASE_URL: deadDatabase,
    ...env,
  });
  const stop = async () => {
    await program.kill("SIGTERM").finally(() => rmSync(folder, { recursive: true, force: true }));
  };
  try {
    const email = addressOf("david");
    await program.says(/The next start makes new ones/, startDeadlineMs);
    const signIns = guides.map((key) => printedOf(key, program.output()));
    const password = signIns.find((one) => one.email === email)?.password ?? "";
    const dataFolder = join(folder, "demo");
    return { url, dataFolder, signIns, email, password, program, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The line of one of the guides. Throws with everything that was said where there is none, or another one. */
function printedOf(key: (typeof guides)[number], said: string): PrintedSignIn {
  const { name, role } = people[key];
  const email = addressOf(key);
  const line = new RegExp(`^  (${role}) +${name} +${email.replaceAll(".", "\\.")} +(\\S+)$`, "im");
  const [, printed, password] = line.exec(said) ?? [];
  if (!printed || !password) throw new Error(`There is no sign-in of ${name}, ${role}:\n${said}`);
  return { role: printed, name, email, password };
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
