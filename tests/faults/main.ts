/**
 * `npm run faults`: kills the product and its database at random moments while people work, and looks whether anything
 * that they were told is lost, doubled or half-written, and whether anything was answered with a failure that no kill
 * excuses. A full run in which some kind of act was never confirmed, or nothing replayed, proves nothing and fails.
 * Writes results.json beside this file. `--seed N` chooses other moments; `--kills 3 --database-kills 1
 * --first-starts 0` is a quick look, which writes nothing.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { describeSources } from "../bench/machine";
import type { Counts } from "./findings";
import { kinds } from "./ledger";
import { missingProof } from "./proof";
import { runFaults } from "./run";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "50" },
    "database-kills": { type: "string", default: "10" },
    "first-starts": { type: "string", default: "5" },
    seed: { type: "string", default: "20261125" },
  },
});
const plan = {
  kills: Number(values.kills),
  databaseKills: Number(values["database-kills"]),
  firstStarts: Number(values["first-starts"]),
  seed: Number(values.seed),
};
const full = plan.kills >= 50 && plan.databaseKills >= 10;
const at = new Date().toISOString();
// A quick look writes nothing, and may run where there is no git.
const commit = full ? describeSources() : "";

console.log(`Seed ${plan.seed}: ${plan.kills} kills of the process, ${plan.databaseKills} of the database.`);
const { faults, found, repeats, replays, answers } = await runFaults(plan, console.log);
const { counts } = found;
const all: Counts = { confirmed: 0, unanswered: 0, thereUnanswered: 0 };
for (const one of Object.values(counts))
  for (const name of ["confirmed", "unanswered", "thereUnanswered"] as const) all[name] += one[name];

console.log(`\n${said("acts", all)}`);
for (const kind of kinds) console.log(`  ${said(kind, counts[kind])}`);
console.log(
  `${repeats} requests were sent again with their Idempotency-Key; ${replays} of them had been done and were not doubled.`,
);
console.log("Failures that a kill excuses, by status:", answers.expected);
const wrong = [...found.wrong, ...answers.wrong];
const missing = full ? missingProof({ counts, replays }) : [];
for (const sentence of wrong) console.log(`WRONG  ${sentence}`);
for (const sentence of missing) console.log(`NO PROOF  ${sentence}`);
if (wrong.length > 0) console.log(`${wrong.length} things are wrong.`);
else console.log("Nothing is lost, doubled or half-written, and no answer failed without a kill.");
if (full) {
  const back = faults.map(({ backAfterMs }) => backAfterMs).sort((a, b) => a - b);
  const results = {
    ...{ command: `npm run faults -- --seed ${plan.seed}`, at, commit, plan },
    ...{ ...all, counts, repeats, replays, excusedFailures: answers.expected, wrong, missing },
    backAfterMs: { median: back[Math.floor(back.length / 2)], most: back.at(-1) },
    faults,
  };
  writeFileSync(join(import.meta.dirname, "results.json"), `${JSON.stringify(results, null, 2)}\n`);
}
process.exitCode = wrong.length + missing.length === 0 ? 0 : 1;

function said(what: string, { confirmed, unanswered, thereUnanswered }: Counts): string {
  return `${what}: ${confirmed} confirmed, ${unanswered} cut off or refused (${thereUnanswered} of them are there, whole)`;
}
