import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

// What Turbopack makes of a part of the sources: a list of modules, which whoever loads it takes over.
const isChunk = (text: string) => text.startsWith("module.exports=[");
const mapLine = /\n\/\/# sourceMappingURL=\S+\s*$/;

/**
 * Makes one of the chunks of a build that say the same under several names: the others load the first. Next gives every
 * group of pages chunks of its own, and Node keeps the text of each that it has loaded. Returns how many point to another.
 */
export function shareChunks(buildFolder: string): number {
  const folder = join(buildFolder, "server", "chunks");
  const first = new Map<string, string>();
  let shared = 0;
  for (const file of chunksBelow(folder)) {
    const text = readFileSync(file, "utf8");
    if (!isChunk(text)) continue;
    const said = text.replace(mapLine, "");
    const same = first.get(said);
    first.set(said, same ?? file);
    if (same === undefined) continue;
    const target = `./${relative(join(file, ".."), same).replaceAll(sep, "/")}`;
    writeFileSync(file, `module.exports=require(${JSON.stringify(target)});\n`);
    rmSync(`${file}.map`, { force: true });
    shared += 1;
  }
  return shared;
}

function chunksBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".js"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
