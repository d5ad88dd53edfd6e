import { linkSync, readFileSync, renameSync, rmSync } from "node:fs";

/**
 * Removes a file that a dead process left, if it still says `text`. Does nothing when somebody else has removed it or
 * put his own in its place meanwhile.
 */
export function removeStale(path: string, text: string): void {
  const aside = `${path}.stale-${process.pid}`;
  try {
    // Renaming is atomic: of several that try, one holds the file in hand and can look at it in peace.
    renameSync(path, aside);
    if (readFileSync(aside, "utf8") !== text) linkSync(aside, path);
    rmSync(aside);
  } catch (error) {
    if (!["ENOENT", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}
