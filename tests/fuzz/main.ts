/**
 * `npm run fuzz`: sends 100,000 generated requests over the whole OpenAPI document to the sample workspace, a third of them
 * spoiled, and holds every answer against the document. Every operation must have succeeded at least once. Writes
 * results.json beside this file. `--requests 500` is a quick look, which writes nothing, at a smaller world; `--sample`
 * takes the sample workspace for it as well. `--seed N` sends others.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { describeSources } from "../bench/machine";
import { complaints, neverSucceeded } from "./complaints";
import { fuzz } from "./run";
import { openTarget } from "./target";

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "100000" },
    seed: { type: "string", default: "20261125" },
    sample: { type: "boolean", default: false },
  },
});
const [requests, seed] = [Number(values.requests), Number(values.seed)];
const full = requests >= 100_000;
const at = new Date().toISOString();
// A quick look writes nothing, and may run where there is no git.
const commit = full ? describeSources() : "";

const { product, token, stop } = await openTarget(full || values.sample);
try {
  const pid = product.program.child.pid ?? 0;
  const began = performance.now();
  const { refusals, ...outcome } = await fuzz({ url: product.url, token, pid, requests, seed }, console.log);
  const wrong = complaints(outcome, full);
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(`\nSeed ${seed}, ${seconds} s.`, outcome.statuses);
  const never = neverSucceeded(outcome);
  console.log(`Never answered 2xx: ${never.length} of ${Object.keys(outcome.operations).length} operations.`);
  for (const name of never) console.log(`  ${name}`, outcome.operations[name], refusals[name]);
  for (const complaint of wrong) console.log(`WRONG  ${complaint}`);
  if (wrong.length > 0) console.log(`\nThe product said at last:\n${product.program.output().slice(-6_000)}`);
  if (full) {
    const results = {
      command: `npm run fuzz -- --seed ${seed}`,
      at,
      commit,
      seconds,
      ...outcome,
    };
    writeFileSync(
      join(import.meta.dirname, "results.json"),
      `${JSON.stringify({ ...results, wrong }, null, 2)}\n`,
    );
  }
  process.exitCode = wrong.length === 0 ? 0 : 1;
} finally {
  await stop();
}
