import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { packStaticFiles } from "../../../lib/start/packed";

it("packs scripts and styles beside themselves, and leaves fonts as they are", async () => {
  const build = mkdtempSync(join(tmpdir(), "highwater-packed-"));
  const chunks = join(build, "static", "chunks");
  mkdirSync(chunks, { recursive: true });
  const script = "console.log('the pool is full');\n".repeat(200);
  writeFileSync(join(chunks, "page.js"), script);
  writeFileSync(join(build, "static", "font.woff2"), "packed already");
  await packStaticFiles(build);
  await packStaticFiles(build);
  const packed = readFileSync(join(chunks, "page.js.br"));
  expect(packed.length).toBeLessThan(script.length / 20);
  expect(brotliDecompressSync(packed).toString()).toBe(script);
  expect(gunzipSync(readFileSync(join(chunks, "page.js.gz"))).toString()).toBe(script);
  expect(existsSync(join(build, "static", "font.woff2.br"))).toBe(false);
  expect(existsSync(join(chunks, "page.js.br.br"))).toBe(false);
  rmSync(build, { recursive: true });
});
