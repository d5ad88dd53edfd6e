import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

// What Turbopack makes of a part of the sources: a list of modules, which whoever loads it takes over.
const isChunk = (text: string) => text.startsWith("module.exports=[");
const mapLine = /\n\/\/# sourceMappingURL=\S+\s*$/;

/**
 * Makes one of the chunks of a build that say the same under several names: the others load the first. Next gives every
 * group of pages chunks of its own, and Node keeps the text of each that it has loaded.
 */
export function shareChunks(buildFolder: string): void {
  for (const [file, same] of repeatedChunks(buildFolder)) {
    const target = `./${relative(dirname(file), same).replaceAll(sep, "/")}`;
    writeFileSync(file, `module.exports=require(${JSON.stringify(target)});\n`);
    rmSync(`${file}.map`, { force: true });
  }
}

/** The chunks of a build that say what another one says, each with the first that does. */
export function repeatedChunks(buildFolder: string): Map<string, string> {
  const first = new Map<string, string>();
  const repeated = new Map<string, string>();
  for (const file of scriptsBelow(join(buildFolder, "server", "chunks"))) {
    const text = readFileSync(file, "utf8");
    if (!isChunk(text)) continue;
    const said = text.replace(mapLine, "");
    const same = first.get(said);
    if (same === undefined) first.set(said, file);
    else repeated.set(file, same);
  }
  return repeated;
}

function scriptsBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".js"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
