import { existsSync, readFileSync } from "node:fs";
import { findSourceMap, SourceMap } from "node:module";
import { dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { singleton } from "./singleton";

// A frame of a stack and the place in it; words of an error are no frames.
const frames = /^(\s+at (?:.*\()?)((?:file:\/\/)?\/\S+:\d+:\d+)(?=\)?$)/gm;
const KNOWN_MOST = 2_000;

/**
 * From here on this process keeps no source maps of what it loads: those of Next and of our own bundles are 60 MB, and
 * `readableStack` reads the one that it needs.
 */
export function keepNoSourceMaps(): void {
  process.setSourceMapsEnabled(false);
}

/** A stack with the places of what was compiled and bundled given as those of its sources. */
export function readableStack(stack: string): string {
  if (process.sourceMapsEnabled) return stack;
  const known = singleton("readable-places", () => new Map<string, string>());
  return stack.replace(frames, (_frame, words: string, place: string) => {
    const source = known.get(place) ?? sourceOf(place);
    if (source !== place && known.size < KNOWN_MOST) known.set(place, source);
    return words + source;
  });
}

/** The place in the source of a place in what was made of it; the same where that is not known. */
function sourceOf(place: string): string {
  try {
    return mapped(place) ?? place;
  } catch {
    return place;
  }
}

function mapped(place: string): string | null {
  const [, address = "", line, column] = /^(.*):(\d+):(\d+)$/.exec(place) ?? [];
  const file = address.startsWith("file:") ? fileURLToPath(address) : address;
  const map = mapOf(file);
  const entry = map?.findEntry(Number(line) - 1, Number(column) - 1);
  if (!entry || !("originalSource" in entry) || !entry.originalSource) return null;
  const source = entry.originalSource.startsWith("file:")
    ? fileURLToPath(entry.originalSource)
    : resolve(dirname(file), entry.originalSource);
  return `${relative(process.cwd(), source)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
}

/** The map that Node kept when it loaded the file, or the one beside it; none for what was never compiled. */
function mapOf(file: string): SourceMap | null {
  const kept = findSourceMap(file);
  if (kept) return kept;
  return existsSync(`${file}.map`) ? new SourceMap(JSON.parse(readFileSync(`${file}.map`, "utf8"))) : null;
}
