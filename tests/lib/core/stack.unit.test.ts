import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { stackOf } from "../../../lib/core/log";
import { runProgram } from "../../support/program";

it("tells where a fault is in the sources, although no source maps are kept, and says what it finds where it can't", async () => {
  const folder = mkdtempSync(join(tmpdir(), "highwater-stack-"));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write("package.json", '{"type":"module"}');
  write("(pages)_bundle.js", "export default()=>{throw new Error('in a bundle')};\n");
  // Column 20 of the first line of the bundle is line 7, column 3 of app/page.tsx.
  const source = `${process.cwd()}/app/page.tsx`;
  const map = { version: 3, sources: [`file://${source}`], names: [], mappings: "oBAME" };
  write("(pages)_bundle.js.map", JSON.stringify(map));
  write("broken.js", "export default()=>{throw new Error('no map')};\n");
  write("broken.js.map", "{");
  const program = runProgram("tests/lib/core/stack/fails.ts", [folder]);
  expect(await program.ends(), program.output()).toBe(0);
  rmSync(folder, { recursive: true });
  const [first, atFirst, second, atSecond, third, atThird] = program.output().split("\n");
  expect([first, second, third]).toEqual(["Error: in a source", "Error: in a bundle", "Error: no map"]);
  expect(atFirst).toMatch(/ at here \(tests\/lib\/core\/stack\/fails\.ts:8:\d+\)$/);
  expect(atSecond).toMatch(/\(?app\/page\.tsx:7:3\)?$/);
  expect(atThird).toContain(`${folder}/broken.js:1:26`);
});

it.each([
  "file:///%2f.js:1:1",
  "file:///%zz.js:1:1",
  "at /nowhere.js:1:1",
  "\n    at file:///%2f.js:1:1",
  "\n    at (/proc/self/mem.js:1:1)",
  "/".repeat(50_000),
])("keeps the words of an error, whatever a stranger put into them: %s", (words) => {
  const enabled = process.sourceMapsEnabled;
  process.setSourceMapsEnabled(false);
  try {
    expect(stackOf(new Error(words))).toContain(words);
  } finally {
    process.setSourceMapsEnabled(enabled);
  }
});
