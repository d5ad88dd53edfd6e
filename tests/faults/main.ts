/**
 * `npm run faults`: kills the product and its database at random moments while people work, and looks whether anything
 * that they were told is lost, doubled or half-written. Writes results.json beside this file. `--seed N` chooses other
 * moments; `--kills 3 --database-kills 1 --first-starts 0` is a quick look, which writes nothing.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
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

console.log(`Seed ${plan.seed}: ${plan.kills} kills of the process, ${plan.databaseKills} of the database.`);
const { faults, found, repeats, replays } = await runFaults(plan, console.log);
const { wrong, confirmed, unanswered, thereUnanswered } = found;
console.log(
  `\n${confirmed} acts were confirmed, ${unanswered} were cut off (${thereUnanswered} of them are there, whole).`,
);
console.log(
  `${repeats} requests were sent again with their Idempotency-Key; ${replays} of them had been done and were not doubled.`,
);
for (const sentence of wrong) console.log(`WRONG  ${sentence}`);
console.log(
  wrong.length === 0 ? "Nothing is lost, doubled or half-written." : `${wrong.length} things are wrong.`,
);
if (plan.kills >= 50 && plan.databaseKills >= 10) {
  const back = faults.map(({ backAfterMs }) => backAfterMs).sort((a, b) => a - b);
  const results = {
    ...{ command: `npm run faults -- --seed ${plan.seed}`, at: new Date().toISOString(), plan },
    ...{ confirmed, unanswered, thereUnanswered, repeats, replays, wrong },
    backAfterMs: { median: back[Math.floor(back.length / 2)], most: back.at(-1) },
    faults,
  };
  writeFileSync(join(import.meta.dirname, "results.json"), `${JSON.stringify(results, null, 2)}\n`);
}
process.exitCode = wrong.length === 0 ? 0 : 1;
