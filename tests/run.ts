/**
 * `npm test`: everything that must hold, one stage after the other, ending at the first that fails. Stages may be
 * named: `npm test -- unit integration`, and folders of tests: `npm test -- integration tests/lib`. The last line sums
 * up the tests.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { ensureBrowser } from "./support/browser";

/** `again` names tests that passed only when they were run a second time, `skipped` those that were not run. */
type Count = { passed: number; failed: number; again?: string[]; skipped?: string[] };
type Stage = {
  commands: string[][];
  prepare?: () => Record<string, string>;
  count?: (report: unknown) => Count;
};

const reports = mkdtempSync(join(tmpdir(), "highwater-test-"));
const report = join(reports, "report.json");

const asked = process.argv.slice(2).filter((word) => !word.includes("/"));
const folders = process.argv.slice(2).filter((word) => word.includes("/"));

const vitest = (project: string): Stage => ({
  commands: [
    [
      "vitest",
      "run",
      ...folders,
      "--project",
      project,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ],
  ],
  count: (found) => {
    const { numPassedTests = 0, numFailedTests, numFailedTestSuites, testResults } = found as Report;
    // A file that cannot be loaded has no test that could fail.
    const failed = numFailedTests || numFailedTestSuites || 0;
    return { passed: numPassedTests, failed, skipped: testResults.flatMap(skippedIn) };
  },
});

const stages: Record<string, Stage> = {
  types: {
    commands: [
      ["next", "typegen"],
      ["tsc", "--noEmit"],
    ],
  },
  lint: { commands: [["biome", "check", "."]] },
  unit: vitest("unit"),
  integration: vitest("integration"),
  build: { commands: [["npm", "run", "--silent", "build"]] },
  e2e: {
    commands: [["playwright", "test", "--reporter=list,json"]],
    prepare: () => ({ CHROMIUM_PATH: ensureBrowser(), PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
    count: (found) => {
      const { stats, suites } = found as { stats: Record<string, number>; suites: Suite[] };
      const { expected = 0, flaky = 0, unexpected = 0 } = stats;
      const [again, skipped] = ["flaky", "skipped"].map((status) => suites.flatMap(namesWith(status)));
      return { passed: expected + flaky, failed: unexpected, again: again ?? [], skipped: skipped ?? [] };
    },
  },
};

type Suite = { suites?: Suite[]; specs?: { title: string; file: string; tests: { status: string }[] }[] };

/** The tests of a suite that ended so. */
function namesWith(wanted: string): (suite: Suite) => string[] {
  return ({ suites = [], specs = [] }) => {
    const own = specs.filter(({ tests }) => tests.some(({ status }) => status === wanted));
    return [...own.map(({ file, title }) => `${file}: ${title}`), ...suites.flatMap(namesWith(wanted))];
  };
}

type Report = {
  numPassedTests?: number;
  numFailedTests?: number;
  numFailedTestSuites?: number;
  testResults: { name: string; assertionResults: { status: string; fullName: string }[] }[];
};

function skippedIn({ name, assertionResults }: Report["testResults"][number]): string[] {
  const skipped = assertionResults.filter(({ status }) => status === "pending" || status === "skipped");
  return skipped.map(({ fullName }) => `${relative(process.cwd(), name)}: ${fullName}`);
}

function runStage(name: string, { commands, prepare, count }: Stage): Count {
  const began = performance.now();
  process.stdout.write(`${name.padEnd(12)} … `);
  rmSync(report, { force: true });
  const failure = attempt(commands, prepare);
  const counted = count ? readCount(count) : { passed: 0, failed: 0 };
  // A stage that fails without a failing test, because it does not even begin, counts as one.
  if (failure !== null && counted.failed === 0) counted.failed = 1;
  const figures = count ? `${counted.passed} passed, ` : "";
  const time = `${((performance.now() - began) / 1000).toFixed(1)} s`;
  console.log(failure === null ? `ok (${figures}${time})` : `failed (${time})\n\n${failure}\n`);
  for (const one of counted.again ?? []) console.log(`  passed only when run again: ${one}`);
  for (const one of counted.skipped ?? []) console.log(`  not run: ${one}`);
  return counted;
}

/** Runs the commands; null when all end well, else what they said. */
function attempt(commands: string[][], prepare?: () => Record<string, string>): string | null {
  let env: Record<string, string>;
  try {
    env = prepare?.() ?? {};
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  for (const [program = "", ...args] of commands) {
    const { status, stdout, stderr, error } = spawnSync("npx", ["--no-install", program, ...args], {
      encoding: "utf8",
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", npm_config_loglevel: "error", ...env },
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 256 * 1024 * 1024,
    });
    if (status !== 0) return `${stdout}${stderr}${error?.message ?? ""}`.trimEnd();
  }
  return null;
}

function readCount(count: (report: unknown) => Count): Count {
  try {
    return count(JSON.parse(readFileSync(report, "utf8")));
  } catch {
    return { passed: 0, failed: 0 };
  }
}

const unknown = asked.filter((name) => !Object.hasOwn(stages, name));
if (unknown.length > 0) {
  console.error(`There is no stage ${unknown.join(", ")}; there are ${Object.keys(stages).join(", ")}.`);
  process.exit(2);
}

const total: Count = { passed: 0, failed: 0 };
for (const [name, stage] of Object.entries(stages)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const { passed, failed } = runStage(name, stage);
  total.passed += passed;
  total.failed += failed;
  if (failed > 0) break;
}
rmSync(reports, { recursive: true, force: true });
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
