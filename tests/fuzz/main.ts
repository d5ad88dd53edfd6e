/**
 * `npm run fuzz`: sends 100,000 generated requests over the whole OpenAPI document, a third of them spoiled, and holds
 * every answer against the document. Writes results.json beside this file. `--requests 500` is a quick look, which
 * writes nothing; `--seed N` sends others.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { stopProduct } from "../support/product";
import { fuzz, type Outcome } from "./run";
import { openTarget } from "./target";

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "100000" },
    seed: { type: "string", default: "20261125" },
  },
});
const [requests, seed] = [Number(values.requests), Number(values.seed)];

const { product, token } = await openTarget();
try {
  const pid = product.program.child.pid ?? 0;
  const began = performance.now();
  const outcome = await fuzz({ url: product.url, token, pid, requests, seed }, console.log);
  const wrong = complaints(outcome);
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(`\nSeed ${seed}, ${seconds} s.`, outcome.statuses);
  for (const complaint of wrong) console.log(`WRONG  ${complaint}`);
  if (wrong.length > 0) console.log(`\nThe product said at last:\n${product.program.output().slice(-6_000)}`);
  if (requests >= 100_000) {
    const results = {
      command: `npm run fuzz -- --seed ${seed}`,
      at: new Date().toISOString(),
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
  await stopProduct(product);
}

function complaints({ requests, succeeded, residentMb, faults }: Outcome): string[] {
  const share = succeeded / requests;
  const half = Math.floor(residentMb.length / 2);
  // The first quarter warms up: what is compiled and cached stays.
  const [early, late] = [mean(residentMb.slice(half / 2, half)), mean(residentMb.slice(half + half / 2))];
  return [
    ...faults.map(({ what, operation }) => `${operation}: ${what}`),
    ...(share < 1 / 3 ? [`only ${(share * 100).toFixed(0)} % were answered 2xx`] : []),
    ...(late > early * 1.25 ? [`memory grew from ${early.toFixed(0)} to ${late.toFixed(0)} MB`] : []),
  ];
}

function mean(figures: number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
}
