import { existsSync, readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import manifest from "@/app/manifest";
import { barsOfMark, drawIcon, icons } from "../support/icon";
import { routes } from "../support/routes";

/** The pixels of a PNG, however they were packed. */
function pixelsOf(png: Buffer): Buffer {
  const at = png.indexOf("IDAT");
  return inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
}

describe("the manifest", () => {
  it("names pictures that are there, in the sizes that it says", () => {
    const named = manifest().icons ?? [];
    expect(named.map(({ src }) => `public${src}`).sort()).toEqual(icons.map(({ file }) => file).sort());
    for (const { src, sizes } of named) {
      const file = readFileSync(`public${src}`);
      expect([file.readUInt32BE(16), file.readUInt32BE(20)].join("x")).toBe(sizes);
    }
  });

  it("leads to pages that there are", () => {
    for (const { url } of manifest().shortcuts ?? [])
      expect(existsSync(`app/(workspace)${url}/page.tsx`), url).toBe(true);
    expect(routes).toHaveProperty(["/service-worker.js"]);
  });

  it("has the colour of the page at night", () => {
    const css = readFileSync("app/globals.css", "utf8");
    const dark = css.match(/--color-page: light-dark\(#\w{6}, (#\w{6})\)/)?.[1];
    expect([manifest().background_color, manifest().theme_color]).toEqual([dark, dark]);
  });
});

describe("its pictures", () => {
  it("are the mark: posts, line and water", () => {
    expect(barsOfMark()).toHaveLength(4);
  });

  it.each(icons)("$file is drawn from the mark as it stands", ({ file, size, unit }) => {
    expect(pixelsOf(readFileSync(file)).equals(pixelsOf(drawIcon(size, unit)))).toBe(true);
  });

  it("that a launcher cuts to a circle keep the whole mark inside it", () => {
    for (const { size, unit } of icons.filter(({ file }) => file.includes("maskable"))) {
      const farthest = Math.max(
        ...barsOfMark().flatMap(({ x, y, width, height }) =>
          [x, x + width].flatMap((column) =>
            [y, y + height].map((row) => Math.hypot((column - 13.5) * unit, (row - 12) * unit)),
          ),
        ),
      );
      expect(farthest).toBeLessThanOrEqual(0.4 * size);
    }
  });
});
