import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ensureBuild } from "../../../lib/start/build";
import { hashSources } from "../../../lib/start/sources";

// A tree that already has a build: making a real one is what the browser tests wait for.
let project: string;
const signal = new AbortController().signal;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "highwater-build-test-"));
  for (const folder of [".next", "app", "lib/start"]) mkdirSync(join(project, folder), { recursive: true });
  writeFileSync(join(project, "app", "page.tsx"), "export default () => null;");
  writeFileSync(
    join(project, "lib", "start", "generate.mjs"),
    "console.log('schema is wrong'); process.exit(1);",
  );
  writeFileSync(join(project, ".next", "BUILD_ID"), "x");
  writeFileSync(join(project, ".next", "SOURCES"), hashSources(project));
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

it("leaves a fresh build alone", async () => {
  expect(await ensureBuild(project, signal)).toBe("up to date");
});

it("does not trust a build of other sources, and after a failure trusts none", async () => {
  writeFileSync(join(project, "app", "page.tsx"), "export default () => 1;");
  await expect(ensureBuild(project, signal)).rejects.toThrow(
    /The production build failed.*\n.*schema is wrong/,
  );
  expect(existsSync(join(project, ".next", "SOURCES"))).toBe(false);
  await expect(ensureBuild(project, signal)).rejects.toMatchObject({ exitCode: 7 });
});

it("does not trust a build that was cut off", async () => {
  rmSync(join(project, ".next", "SOURCES"));
  await expect(ensureBuild(project, signal)).rejects.toThrow("The production build failed");
});

it("keeps all that a failed build said", async () => {
  rmSync(join(project, ".next", "BUILD_ID"));
  const failure = (await ensureBuild(project, signal).catch((error: Error) => error)) as Error;
  const [, path = ""] = failure.message.match(/is in (\S+)\.\n/) ?? [];
  expect(readFileSync(path, "utf8")).toContain("schema is wrong");
});

it("waits for the build of a start that was killed", async () => {
  rmSync(join(project, ".next", "BUILD_ID"));
  const generator = `import { existsSync, writeFileSync } from "node:fs";
    console.log(existsSync("seen") ? "schema is wrong" : "Another next build process is already running.");
    writeFileSync("seen", "");
    process.exit(1);`;
  writeFileSync(join(project, "lib", "start", "generate.mjs"), generator);
  await expect(ensureBuild(project, signal)).rejects.toThrow("schema is wrong");
});

it("waits for it although it goes on to write where its start told it to", async () => {
  rmSync(join(project, ".next", "BUILD_ID"));
  // The build of the killed start ends while the next one is refused, and all its pages stand behind the refusal.
  const log = join(project, "node_modules", ".cache", "highwater", "build.log");
  mkdirSync(dirname(log), { recursive: true });
  const orphan = openSync(log, "w");
  const generator = `import { existsSync, writeFileSync, writeSync } from "node:fs";
    import { setTimeout as sleep } from "node:timers/promises";
    const again = existsSync("seen");
    console.log(again ? "schema is wrong" : "Another next build process is already running.");
    writeFileSync("seen", "");
    if (!again) while (!existsSync("over")) await sleep(10);
    process.exit(1);`;
  writeFileSync(join(project, "lib", "start", "generate.mjs"), generator);
  const build = ensureBuild(project, signal);
  const refused = expect(build).rejects.toThrow("schema is wrong");
  while (!existsSync(join(project, "seen"))) await sleep(10);
  writeSync(orphan, "x".repeat(100));
  writeSync(orphan, "\n/a-page".repeat(60));
  closeSync(orphan);
  writeFileSync(join(project, "over"), "");
  await refused;
});
