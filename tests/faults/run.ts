import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createApiKey } from "../../lib/people/api-keys/commands";
import { cast } from "../support/cast";
import { chanceOf } from "../support/chance";
import { leave, workOn } from "../support/open-world";
import { type Launched, launchProduct, startProduct, stopProduct } from "../support/product";
import { withDatabaseOf } from "../support/product-database";
import { type Answers, openAnswers } from "./answers";
import { type Findings, findings } from "./findings";
import { openLedger } from "./ledger";
import { Sender } from "./sender";
import { type Fault, killDatabase, killStart, killWork, type Story, signUsersIn } from "./story";

/** How many faults of each kind, and the seed that chooses their moments. */
export type Plan = { kills: number; databaseKills: number; firstStarts: number; seed: number };

/** What happened, how users were answered meanwhile, and what was wrong afterwards. */
export type Outcome = {
  faults: Fault[];
  found: Findings;
  repeats: number;
  replays: number;
  answers: Pick<Answers, "expected" | "wrong">;
};

const settleMs = 60_000;

/**
 * Kills the product at random moments of starts, imports and edits, and its database under it; then looks for what was
 * confirmed and for anything half-written. `tell` hears of each fault.
 */
export async function runFaults(plan: Plan, tell: (line: string) => void): Promise<Outcome> {
  const chance = chanceOf(plan.seed);
  const faults: Fault[] = [];
  const note = (fault: Fault) => {
    faults.push(fault);
    const { what, during, afterMs, backAfterMs } = fault;
    tell(`${faults.length}. ${what} killed ${afterMs} ms into ${during}, back after ${backAfterMs} ms`);
  };
  for (let turn = 0; turn < plan.firstStarts; turn++) note(await killFirstStart(chance.below(6_000)));

  const dataFolder = mkdtempSync(join(tmpdir(), "highwater-faults-"));
  const first = await startProduct(dataFolder);
  const sender = new Sender(await prepare(first));
  const answers = openAnswers();
  const story: Story = { dataFolder, ledger: openLedger(), chance, cookies: [], sender, answers };
  await signUsersIn(story, first.url);
  let product: Launched = first;
  const order = [
    ...Array.from({ length: plan.kills - plan.firstStarts }, () => "process" as const),
    ...Array.from({ length: plan.databaseKills }, () => "database" as const),
  ];
  for (const [at, what] of shuffled(order, chance.below).entries()) {
    const doing = chance.below(2) === 0 ? "edits" : "imports";
    if (what === "database") {
      note(await killDatabase(story, product, doing));
      continue;
    }
    const starts = at % 3 === 2;
    if (starts) await product.program.kill("SIGKILL");
    const killed = await (starts ? killStart(story, first.answeredAfterMs) : killWork(story, product, doing));
    product = killed.product;
    note(killed.fault);
  }
  const found = await settle(product, story);
  await stopProduct(product);
  return { faults, found, repeats: sender.repeats, replays: sender.replays, answers };
}

/** Makes the people, and a key for the program; returns its token. */
async function prepare(product: Launched): Promise<string> {
  await workOn(product);
  const { lea } = await cast(new Date());
  const { token } = await createApiKey(lea, {
    name: "faults",
    scopes: ["incidents:write", "incidents:read"],
  });
  await leave();
  return token;
}

/** The very first start, on an empty folder, killed in its midst; the next one has to make do with what is left. */
async function killFirstStart(afterMs: number): Promise<Fault> {
  const dataFolder = mkdtempSync(join(tmpdir(), "highwater-faults-"));
  const { program } = await launchProduct(dataFolder);
  await sleep(afterMs);
  await program.kill("SIGKILL");
  const product = await startProduct(dataFolder);
  if (!product.setUpUrl) throw new Error(`No way to set up:\n${product.program.output()}`);
  await stopProduct(product);
  rmSync(dataFolder, { recursive: true, force: true });
  return { what: "process", during: "start", afterMs, backAfterMs: product.answeredAfterMs };
}

/** Waits until the worker has taken over what killed ones left, then looks; what is still wrong by then is wrong. */
async function settle(product: Launched, { ledger }: Story): Promise<Findings> {
  const deadline = Date.now() + settleMs;
  for (;;) {
    const found = await withDatabaseOf(product, (client) => findings(client, ledger));
    if (found.wrong.length === 0 || Date.now() > deadline) return found;
    await sleep(1_000);
  }
}

function shuffled<T>(list: readonly T[], below: (sides: number) => number): T[] {
  return list
    .map((value) => ({ value, place: below(1_000_000) }))
    .sort((one, other) => one.place - other.place)
    .map(({ value }) => value);
}
