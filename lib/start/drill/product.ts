import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { projectFolder } from "../folders";
import { freePort } from "../postgres/server";

/** A Highwater of the drill's own, in a data folder of its own. */
export type DrillProduct = {
  address: string;
  /** What it was told by its environment; a process with the same finds its database and its secrets. */
  settings: Readonly<Record<string, string>>;
  /** With which the first admin is made. */
  setUpToken: string;
  /** The lines of its log that tell of a fault, at most the last twenty. */
  faults(): string[];
  /** Stops it and removes its data. */
  stop(): Promise<void>;
};

// The first start of a tree makes its production build, which takes a minute.
const START_DEADLINE_MS = 5 * 60_000;
const STOP_DEADLINE_MS = 40_000;
const MOST_FAULTS = 20;
const MOST_SAID = 20_000;

/**
 * Starts the product as `npm start` does, allowed to ask `privateHost` whether it is well. Throws with what it said when
 * it does not get ready, and leaves nothing then.
 */
export async function startDrillProduct(privateHost: string): Promise<DrillProduct> {
  const dataFolder = mkdtempSync(join(tmpdir(), "highwater-drill-"));
  const port = String(await freePort());
  const address = `http://127.0.0.1:${port}`;
  const settings = {
    ...{ HIGHWATER_DATA_DIR: dataFolder, HIGHWATER_URL: address, HOST: "127.0.0.1", PORT: port },
    HIGHWATER_PRIVATE_HOSTS: privateHost,
    // Whatever the environment or `.env` says: a drill neither meets one's own database nor sends a mail.
    ...{ DATABASE_URL: "", DATABASE_OWNER_URL: "", HIGHWATER_SMTP_URL: "", HIGHWATER_PASSWORDS: "on" },
    ...{ HIGHWATER_SESSION_SECRET: "", HIGHWATER_ENCRYPTION_KEY: "", HIGHWATER_SIGNING_KEY: "" },
  };
  const child = spawn(process.execPath, ["--import", "tsx", "lib/start/main.ts"], {
    cwd: projectFolder,
    // Not in the terminal's group: Ctrl-C stops the drill, and the drill its product.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...settings },
  });
  const { said, faults } = listenTo(child);
  const stop = async () => {
    await end(child);
    rmSync(dataFolder, { recursive: true, force: true });
  };
  try {
    const setUpToken = await whenReady(child, said);
    return { address, settings, setUpToken, faults, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What the product says: the end of it, and the lines that tell of a fault. */
function listenTo({ stdout, stderr }: ChildProcess) {
  let said = "";
  let faults: string[] = [];
  for (const stream of [stdout, stderr])
    if (stream)
      createInterface(stream).on("line", (line) => {
        said = `${said}${line}\n`.slice(-MOST_SAID);
        if (/^\{"level":"(error|fatal)"/.test(line)) faults = [...faults, line].slice(-MOST_FAULTS);
      });
  return { said: () => said, faults: () => faults };
}

/** The set-up token, once the product has said that it is ready. */
async function whenReady(child: ChildProcess, said: () => string): Promise<string> {
  const deadline = performance.now() + START_DEADLINE_MS;
  for (;;) {
    const token = /\/set-up\?token=(\S+)/.exec(said())?.[1];
    if (token) return token;
    if (child.exitCode !== null || child.signalCode !== null || performance.now() > deadline)
      throw new Error(`The drill's Highwater did not start. It said:\n${said()}`);
    await sleep(50);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const late = await Promise.race([ended.then(() => false), sleep(STOP_DEADLINE_MS, true, { ref: false })]);
  if (late) child.kill("SIGKILL");
  await ended;
}
