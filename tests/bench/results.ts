import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMet, type Line, rounded } from "./line";

/** One run of the bench as results.json keeps it: what was called, when, of which sources, on what, and its lines. */
type Run = {
  command: string;
  at: string;
  commit: string;
  machine: Record<string, string | number>;
  lines: (Line & { met: boolean })[];
};

const file = join(import.meta.dirname, "results.json");

/** Keeps a run in results.json. Its lines replace earlier ones of the same name; a run that has none left goes. */
export function record(run: Omit<Run, "lines">, lines: readonly Line[]): void {
  const names = new Set(lines.map(({ name }) => name));
  const earlier = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as { runs: Run[] }).runs : [];
  const kept = earlier
    .map((one) => ({ ...one, lines: one.lines.filter(({ name }) => !names.has(name)) }))
    .filter((one) => one.lines.length > 0);
  const runs = [...kept, { ...run, lines: lines.map((line) => ({ ...line, met: isMet(line) })) }];
  const text = JSON.stringify(
    { runs },
    (_, value) => (typeof value === "number" ? rounded(value) : value),
    2,
  );
  writeFileSync(file, `${text}\n`);
}
