/**
 * `npm run drill`: rehearses the founding incident against a throw-away Postgres, watched by a Highwater of its own, and
 * says what happened when and whether everything came about. Ends with 0 where it did and with 1 where it did not.
 * `--keep` leaves it all running, to look at; `--record` writes tests/drill/results.json; see docs/drill.md.
 */
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { sinceThen } from "../../gates/drill/narrator";
import { fullAt } from "../../gates/drill/rules";
import { DrillFailure } from "../../gates/drill/waiting";
import { StartFailure } from "../failure";
import { projectFolder } from "../folders";
import { given, listenForSignals } from "../signals";
import { type DrillOptions, readDrillOptions } from "./options";
import { type Rehearsed, rehearse } from "./run";
import type { Endings } from "./scene";

async function main(): Promise<number> {
  const { stop } = listenForSignals();
  // Prisma hands one connection several queries at once, and pg warns of what a reader of the drill cannot change.
  process.noDeprecation = true;
  const endings: Endings = [];
  try {
    const options = readDrillOptions(process.argv.slice(2));
    const rehearsed = await rehearse(options, console.log, stop, endings);
    const holds = sayVerdicts(rehearsed);
    if (options.record) record(options, rehearsed);
    if (options.keep) {
      sayWhere(rehearsed);
      await given(stop);
    }
    return holds ? 0 : 1;
  } catch (error) {
    if (stop.aborted) return 1;
    return report(error);
  } finally {
    for (const end of endings.toReversed())
      await end().catch((error: unknown) => console.error("A part of the drill could not be ended:", error));
  }
}

function sayVerdicts({ verdicts }: Rehearsed): boolean {
  console.log("");
  for (const { what, holds, because } of verdicts)
    console.log(`${holds ? "ok    " : "FAILED"}  ${what}: ${because.replace(/\.$/, "")}.`);
  const failed = verdicts.filter(({ holds }) => !holds).length;
  console.log(
    failed === 0 ? "\nThe drill passed." : `\nThe drill failed: ${failed} of ${verdicts.length} do not hold.`,
  );
  return failed === 0;
}

function sayWhere({ address, ref, crew }: Rehearsed): void {
  console.log(
    `\nThe incident is at ${address}/incidents/${ref}. Sign in as any of them; Ctrl-C ends it all:`,
  );
  for (const { role, name, email, password } of Object.values(crew))
    console.log(`  ${role.padEnd(10)} ${name.padEnd(15)} ${email.padEnd(30)} ${password}`);
}

/** Moments as time since the first line, so that two runs can be compared. */
function record({ users, compression }: DrillOptions, { began, facts, verdicts }: Rehearsed): void {
  const { warningAt, criticalAt, incident, mendedAt, cause, confidence, sights } = facts;
  const at = (moment: Date | null | undefined) =>
    moment ? sinceThen(moment.getTime() - began.getTime()) : null;
  const results = {
    command: "npm run drill -- --record",
    at: began.toISOString(),
    machine: `${cpus()[0]?.model ?? "unknown"}, ${cpus().length} cores, Node ${process.version}`,
    ...{ users, compression, cause, confidence, verdicts },
    moments: {
      ...{ warning: at(warningAt), critical: at(criticalAt), declared: at(incident?.declaredAt) },
      ...{ full: at(fullAt(facts)), mended: at(mendedAt), mitigated: at(incident?.mitigatedAt) },
    },
    used: sights.map((sight) => [at(sight.at), sight.used, sight.max, sight.idleInTransaction]),
  };
  const path = join(projectFolder, "tests", "drill", "results.json");
  writeFileSync(path, `${JSON.stringify(results, null, 2)}\n`);
}

function report(error: unknown): number {
  if (error instanceof StartFailure || error instanceof DrillFailure) {
    console.error(`\n${error.message}`);
    return error instanceof StartFailure ? error.exitCode : 1;
  }
  console.error("\nThe drill met a fault of its own:", error);
  return 1;
}

process.exit(await main());
