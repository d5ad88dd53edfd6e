import { readFileSync } from "node:fs";
import { crc32, deflateSync } from "node:zlib";

type Color = readonly [red: number, green: number, blue: number];
type Bar = { x: number; y: number; width: number; height: number; accent: boolean; opacity: number };

const page: Color = [0x0a, 0x10, 0x13];
const ink: Color = [0xe9, 0xee, 0xf0];
const accent: Color = [0x6d, 0xcd, 0xd8];

/** The bars of the mark in `components/shell/logo.tsx`, in the order in which they are painted, on a grid of 24. */
export function barsOfMark(): Bar[] {
  const source = readFileSync("components/shell/logo.tsx", "utf8");
  return [
    ...source.matchAll(/<path d="([^"]+)" (?:className="fill-accent(?:\/(\d+))?"|fill="currentColor")/g),
  ].flatMap(([whole, path = "", opacity]) =>
    [...path.matchAll(/M(\d+) (\d+)h(\d+)v(\d+)(?:H\d+|h-\d+)z/g)].map((numbers) => {
      const [x = 0, y = 0, width = 0, height = 0] = numbers.slice(1).map(Number);
      const isAccent = whole.includes("fill-accent");
      return { x, y, width, height, accent: isAccent, opacity: opacity ? Number(opacity) / 100 : 1 };
    }),
  );
}

/**
 * The mark as a PNG of its dark theme, `unit` pixels for one of the grid, in the middle. Its middle is that of the posts
 * with the line, x 4 to 23 and y 3 to 21.
 */
export function drawIcon(size: number, unit: number): Buffer {
  const [left, top] = [size / 2 - 13.5 * unit, size / 2 - 12 * unit];
  const bars = barsOfMark();
  // PNG (W3C, third edition): each line begins with its filter, 0 for none.
  const lines = Buffer.alloc(size * (1 + size * 3));
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      let color = page;
      for (const bar of bars) {
        const [column, row] = [(x - left) / unit, (y - top) / unit];
        const inside =
          column >= bar.x && column < bar.x + bar.width && row >= bar.y && row < bar.y + bar.height;
        if (inside) color = over(bar.accent ? accent : ink, color, bar.opacity);
      }
      lines.set(color, y * (1 + size * 3) + 1 + x * 3);
    }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  // Eight bits a channel, red, green and blue.
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(lines, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** The pictures of the manifest. */
export const icons: readonly { file: string; size: number; unit: number }[] = [
  { file: "public/icons/any-192.png", size: 192, unit: 8 },
  { file: "public/icons/any-512.png", size: 512, unit: 20 },
  // A launcher may cut all but a circle of 80 % of the width: W3C, 'Maskable icons'.
  { file: "public/icons/maskable-192.png", size: 192, unit: 5 },
  { file: "public/icons/maskable-512.png", size: 512, unit: 14 },
];

function over(front: Color, back: Color, opacity: number): Color {
  const mix = (place: 0 | 1 | 2) => Math.round(front[place] * opacity + back[place] * (1 - opacity));
  return [mix(0), mix(1), mix(2)];
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "ascii"), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
