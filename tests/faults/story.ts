import { setTimeout as sleep } from "node:timers/promises";
import { castPassword, people } from "../support/cast";
import type { Chance } from "../support/chance";
import { type Launched, launchProduct, startProduct } from "../support/product";
import { databaseOf } from "../support/product-database";
import { signIn, visitor } from "../support/visitor";
import { type Answers, watched } from "./answers";
import type { Ledger } from "./ledger";
import type { Sender } from "./sender";
import { act, type Doing } from "./user";

/** A workspace in one data folder that outlives its processes, and what its users were told. */
export type Story = {
  dataFolder: string;
  ledger: Ledger;
  chance: Chance;
  cookies: string[];
  sender: Sender;
  answers: Answers;
};

/** What one fault was: which, in the midst of what, how many ms after that began, and how long the next start took. */
export type Fault = {
  what: "process" | "database";
  during: Doing | "start";
  afterMs: number;
  backAfterMs: number;
};

/** Two people work at once, and a program beside them, so that a fault meets transactions under way. */
const workers = [people.ben.email, people.lea.email] as const;

/** Signs the users in; their sessions outlive every fault. */
export async function signUsersIn(story: Story, url: string): Promise<void> {
  for (const email of workers) story.cookies.push((await signIn(url, email, castPassword)).cookie);
}

/** Kills a start at a random moment, then starts for good. Returns the product that runs now. */
export async function killStart(story: Story, usualMs: number): Promise<{ fault: Fault; product: Launched }> {
  const afterMs = story.chance.below(Math.ceil(usualMs * 1.1));
  const { program } = await launchProduct(story.dataFolder);
  await sleep(afterMs);
  await program.kill("SIGKILL");
  const { product, backAfterMs } = await comeBack(story);
  return { fault: { what: "process", during: "start", afterMs, backAfterMs }, product };
}

/** Kills the whole product process while users work, and starts it again. */
export async function killWork(
  story: Story,
  { url, program }: Launched,
  doing: Doing,
): Promise<{ fault: Fault; product: Launched }> {
  const afterMs = 100 + story.chance.below(1_500);
  const working = work(story, url, doing);
  await sleep(afterMs);
  story.answers.away("process");
  const dead = program.kill("SIGKILL");
  await Promise.all([working.stop(), dead]);
  story.answers.back();
  const { product, backAfterMs } = await comeBack(story);
  return { fault: { what: "process", during: doing, afterMs, backAfterMs }, product };
}

/** Ends the embedded Postgres as with `-m immediate` while users work; the product has to bring it back by itself. */
export async function killDatabase(story: Story, product: Launched, doing: Doing): Promise<Fault> {
  const afterMs = 100 + story.chance.below(1_500);
  const working = work(story, product.url, doing);
  await sleep(afterMs);
  const said = product.program.output().length;
  story.answers.away("database");
  process.kill(databaseOf(product).pid, "SIGQUIT");
  const began = Date.now();
  while (!/database is back/.test(product.program.output().slice(said))) {
    if (Date.now() - began > 60_000) throw new Error(`Not back: ${product.program.output().slice(said)}`);
    await sleep(20);
  }
  story.answers.back();
  const backAfterMs = Date.now() - began;
  await somebodyIsDone(story, doing);
  await working.stop();
  return { what: "database", during: doing, afterMs, backAfterMs };
}

/** Waits until somebody who goes on working is told once more that their act is done. Throws when nobody is. */
async function somebodyIsDone({ ledger }: Story, doing: Doing): Promise<void> {
  const asked = ledger.acts.length;
  const began = Date.now();
  const isDone = () =>
    ledger.acts
      .slice(asked)
      .some(({ kind, confirmed }) => confirmed && (kind === "import") === (doing === "imports"));
  while (!isDone()) {
    if (Date.now() - began > 60_000)
      throw new Error(`The database is back, and nobody gets on with ${doing}.`);
    await sleep(20);
  }
}

async function comeBack({ dataFolder }: Story): Promise<{ product: Launched; backAfterMs: number }> {
  const product = await startProduct(dataFolder);
  return { product, backAfterMs: product.answeredAfterMs };
}

/** Lets the users act, one act after the other each, until they are stopped or nobody answers. */
function work({ cookies, ledger, chance, sender, answers }: Story, url: string, doing: Doing) {
  let stopping = false;
  const people = cookies.map((cookie) => watched(visitor(url, cookie), answers));
  const program = watched(visitor(url), answers);
  const turns = [
    ...people.map((person) => () => act(person, ledger, chance, doing)),
    () => sender.send(program, ledger, chance),
  ];
  // Whoever gets no good answer tries something else a moment later; which of those were honest is for `answers` to say.
  const busy = turns.map(async (turn) => {
    while (!stopping) await turn().catch(() => sleep(200));
  });
  return {
    async stop() {
      stopping = true;
      await Promise.all(busy);
    },
  };
}
