import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** What a production build is made of, seen from the project folder. */
const ingredients = [
  "app",
  "components",
  "lib",
  "public",
  "prisma/schema",
  "next.config.mjs",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
  "package-lock.json",
];

/** Parts of lib that start or operate a build and are never inside one. */
const leftOut = new Set(["lib/start", "lib/cli"]);

/** One hash over everything that goes into a build, names and contents. The same on every machine. */
export function hashSources(project: string): string {
  const hash = createHash("sha256");
  for (const path of ingredients.flatMap((name) => filesBelow(project, name))) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(project, path)))
      .update("\0");
  }
  return hash.digest("hex");
}

function filesBelow(project: string, path: string): string[] {
  const full = join(project, path);
  if (leftOut.has(path) || !existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesBelow(project, `${path}/${name}`));
}
