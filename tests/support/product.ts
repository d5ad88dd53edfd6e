import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../lib/start/postgres/server";
import { type Program, runProgram } from "./program";

/** The whole product on a free port with a data folder of its own, started as `npm start` starts it. */
export type Product = {
  url: string;
  dataFolder: string;
  setUpUrl: string | null;
  /** From the start of the process to the first answer of /api/health. */
  answeredAfterMs: number;
  program: Program;
};

/** A product whose process has begun; whether it gets ready is not known yet. */
export type Launched = Pick<Product, "url" | "dataFolder" | "program">;

const startDeadlineMs = 5 * 60_000;

/** Starts the product. The first start of a tree makes its production build, which takes a minute. */
export async function startProduct(
  dataFolder = mkdtempSync(join(tmpdir(), "highwater-browser-test-")),
  env: Record<string, string | undefined> = {},
  port?: number,
): Promise<Product> {
  const launched = await launchProduct(dataFolder, env, port);
  const { url, program } = launched;
  const answeredAfterMs = await firstAnswer(url, program);
  await program.says(/is ready at .*\n.*\n/, startDeadlineMs);
  const setUpUrl = program.output().match(/\S+\/set-up\?token=\S+/)?.[0] ?? null;
  return { ...launched, setUpUrl, answeredAfterMs };
}

/** Begins a start and does not wait for it; `env` is added to the usual environment. */
export async function launchProduct(
  dataFolder: string,
  env: Record<string, string | undefined> = {},
  given?: number,
): Promise<Launched> {
  const port = given ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const program = runProgram("lib/start/main.ts", [], {
    ...{ HIGHWATER_DATA_DIR: dataFolder, HIGHWATER_URL: url, HOST: "127.0.0.1", PORT: String(port) },
    ...{ DATABASE_URL: undefined, DATABASE_OWNER_URL: undefined, TZ: "Asia/Kathmandu" },
    ...env,
  });
  return { url, dataFolder, program };
}

async function firstAnswer(url: string, program: Program): Promise<number> {
  const began = Date.now();
  while (program.child.exitCode === null && Date.now() - began < startDeadlineMs) {
    const answer = await fetch(`${url}/api/health`).catch(() => null);
    if (answer?.ok) break;
    await sleep(50);
  }
  return Date.now() - began;
}

/** Stops the product and removes its data. Throws when it did not end cleanly. */
export async function stopProduct({ program, dataFolder }: Launched): Promise<void> {
  program.child.kill("SIGTERM");
  const status = await program.ends(40_000);
  if (status !== 0) throw new Error(`Highwater ended with ${status}. It said:\n${program.output()}`);
  rmSync(dataFolder, { recursive: true, force: true });
}
