import { crc32, deflateSync } from "node:zlib";

const latin = (text: string) => Buffer.from(text, "latin1");
const u16 = (value: number) => Buffer.from([value >>> 8, value & 0xff]);
const u16le = (value: number) => Buffer.from([value & 0xff, value >>> 8]);
const u32 = (value: number) => Buffer.concat([u16(value >>> 16), u16(value & 0xffff)]);
const u24le = (value: number) => Buffer.from([value & 0xff, (value >>> 8) & 0xff, value >>> 16]);

const chunk = (name: string, data: Buffer) => {
  const body = Buffer.concat([latin(name), data]);
  return Buffer.concat([u32(data.length), body, u32(crc32(body))]);
};

/** A grey PNG image that any browser shows, `padding` bytes of a chunk longer that no browser looks at. */
export function png(width: number, height: number, padding = 0): Buffer {
  const rows = Buffer.alloc((width + 1) * height, 0x99);
  for (let row = 0; row < height; row += 1) rows[row * (width + 1)] = 0;
  return Buffer.concat([
    ...[
      latin("\x89PNG\r\n\x1a\n"),
      chunk("IHDR", Buffer.concat([u32(width), u32(height), latin("\x08\0\0\0\0")])),
    ],
    ...(padding > 0 ? [chunk("prIv", Buffer.alloc(padding))] : []),
    ...[chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))],
  ]);
}

/** The header of a GIF image. */
export const gif = (width: number, height: number): Buffer =>
  Buffer.concat([latin("GIF89a"), u16le(width), u16le(height), Buffer.alloc(3)]);

/** The header of a JPEG image, with a comment and a table in front of its frame, as cameras write it. */
export const jpeg = (width: number, height: number, frame = 0xc2): Buffer =>
  Buffer.concat([
    ...[latin("\xff\xd8\xff\xe0"), u16(16), Buffer.alloc(14), latin("\xff\xfe"), u16(7), latin("quay\0")],
    ...[latin("\xff\xff\xc4"), u16(4), Buffer.alloc(2), Buffer.from([0xff, frame]), u16(17), latin("\x08")],
    ...[u16(height), u16(width), Buffer.alloc(10)],
  ]);

const riff = (name: string, data: Buffer) =>
  Buffer.concat([latin("RIFF"), Buffer.alloc(4), latin("WEBP"), latin(name), Buffer.alloc(4), data]);

/** The header of a WebP image in each of its three kinds. */
export const webp = {
  lossy: (width: number, height: number): Buffer =>
    riff("VP8 ", Buffer.concat([Buffer.alloc(3), latin("\x9d\x01\x2a"), u16le(width), u16le(height)])),
  lossless: (width: number, height: number): Buffer => {
    const size = (width - 1) | ((height - 1) << 14);
    return riff("VP8L", Buffer.concat([latin("\x2f"), u32(size >>> 0).reverse()]));
  },
  extended: (width: number, height: number): Buffer =>
    riff("VP8X", Buffer.concat([Buffer.alloc(4), u24le(width - 1), u24le(height - 1)])),
};
