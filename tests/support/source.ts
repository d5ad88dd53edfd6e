import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** A source file of the product: its path from the root, its text, and what it imports. */
export type SourceFile = { path: string; text: string; imports: { target: string; typeOnly: boolean }[] };

const IMPORT = /^\s*(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"|\bimport\("([^"]+)"\)/gm;

/** Every .ts and .tsx file below the given folders, with its imports resolved to paths from the root. */
export function sourceFiles(...folders: string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => read(join(folder, name))),
  );
}

function read(path: string): SourceFile {
  const text = readFileSync(path, "utf8");
  const imports = [...text.matchAll(IMPORT)].map((match) => ({
    target: resolve(path, match[2] ?? match[3] ?? ""),
    typeOnly: match[1] !== undefined,
  }));
  return { path, text, imports };
}

function resolve(from: string, target: string): string {
  if (target.startsWith("@/")) return target.slice(2);
  if (target.startsWith(".")) return normalize(join(dirname(from), target));
  return target;
}
