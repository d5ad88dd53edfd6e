import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { repeatedChunks, shareChunks } from "../../../lib/start/shared-chunks";

const load = createRequire(import.meta.url);

it("makes one of the chunks that say the same, wherever they lie, and leaves everything else as it is", () => {
  const build = mkdtempSync(join(tmpdir(), "highwater-chunks-"));
  const chunks = join(build, "server", "chunks");
  mkdirSync(join(chunks, "ssr"), { recursive: true });
  const write = (name: string, text: string) => {
    writeFileSync(join(chunks, name), `${text}\n\n//# sourceMappingURL=${name}.map`);
    writeFileSync(join(chunks, `${name}.map`), "{}");
  };
  const modules = "module.exports=[7,(a)=>a.s('the pool is full')];";
  write("[a]_one.js", modules);
  write("two.js", modules);
  write("ssr/three.js", modules);
  write("other.js", "module.exports=[8,(a)=>a.s('the pool is full')];");
  write("[turbopack]_runtime.js", "const loaded={};module.exports=()=>loaded;");
  write("ssr/[turbopack]_runtime.js", "const loaded={};module.exports=()=>loaded;");

  expect(repeatedChunks(build).size).toBe(2);
  shareChunks(build);
  expect(repeatedChunks(build).size).toBe(0);
  const [first, ...rest] = ["[a]_one.js", "two.js", "ssr/three.js"].map((name) => load(join(chunks, name)));
  expect(first[0]).toBe(7);
  for (const same of rest) expect(same).toBe(first);
  expect(load(join(chunks, "other.js"))).not.toBe(first);
  expect(readFileSync(join(chunks, "[a]_one.js"), "utf8")).toContain(modules);
  expect(existsSync(join(chunks, "[a]_one.js.map"))).toBe(true);
  expect(existsSync(join(chunks, "two.js.map"))).toBe(false);
  // A runtime keeps what it has loaded, and each is one of its own.
  const runtimes = ["[turbopack]_runtime.js", "ssr/[turbopack]_runtime.js"];
  const [here, there] = runtimes.map((name) => load(join(chunks, name)));
  expect(here()).not.toBe(there());
  rmSync(build, { recursive: true });
});
