import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { hashSources } from "../../../lib/start/sources";

let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "highwater-sources-test-"));
  write("app/page.tsx", "one");
  write("lib/core/text.ts", "two");
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

it.each([
  ["a changed file", () => write("app/page.tsx", "another")],
  ["a new file", () => write("components/new.tsx", "")],
  ["a file that is gone", () => rmSync(join(project, "lib/core/text.ts"))],
  [
    "a file with a new name",
    () => renameSync(join(project, "app/page.tsx"), join(project, "app/layout.tsx")),
  ],
  ["a changed dependency", () => write("package-lock.json", "{}")],
  ["a changed schema", () => write("prisma/schema/main.prisma", "model A {}")],
])("sees %s", (_, change) => {
  const before = hashSources(project);
  change();
  expect(hashSources(project)).not.toBe(before);
});

it.each([
  ["a file that was written again with the same text", () => write("app/page.tsx", "one")],
  ["a test", () => write("tests/lib/core/text.test.ts", "")],
  ["what only starts the product", () => write("lib/start/main.ts", "")],
  ["the documents", () => write("README.md", "")],
])("does not mind %s", (_, change) => {
  const before = hashSources(project);
  change();
  expect(hashSources(project)).toBe(before);
});
