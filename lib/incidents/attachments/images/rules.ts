/** What an image is by its first bytes: its format, and its size in pixels. */
export type ImageHeader = { type: "png" | "jpeg" | "gif" | "webp"; width: number; height: number };

/** Reads the header of a PNG, JPEG, GIF or WebP image; null for bytes that are none, or that end within their header. */
export function readImageHeader(bytes: Uint8Array): ImageHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return readPng(view) ?? readGif(view) ?? readWebp(view) ?? readJpeg(view);
  } catch (error) {
    // A header that points past the end of the bytes.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const says = (view: DataView, at: number, text: string): boolean =>
  at + text.length <= view.byteLength &&
  [...text].every((letter, place) => view.getUint8(at + place) === letter.charCodeAt(0));

const sized = (type: ImageHeader["type"], width: number, height: number): ImageHeader | null =>
  width > 0 && height > 0 ? { type, width, height } : null;

function readPng(view: DataView): ImageHeader | null {
  if (!says(view, 0, "\x89PNG\r\n\x1a\n") || !says(view, 12, "IHDR")) return null;
  return sized("png", view.getUint32(16), view.getUint32(20));
}

function readGif(view: DataView): ImageHeader | null {
  if (!says(view, 0, "GIF87a") && !says(view, 0, "GIF89a")) return null;
  return sized("gif", view.getUint16(6, true), view.getUint16(8, true));
}

const uint24 = (view: DataView, at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);

/** RFC 9649: a lossy or lossless image alone, or the canvas of an extended file. */
function readWebp(view: DataView): ImageHeader | null {
  if (!says(view, 0, "RIFF") || !says(view, 8, "WEBP")) return null;
  if (says(view, 12, "VP8X")) return sized("webp", uint24(view, 24) + 1, uint24(view, 27) + 1);
  if (says(view, 12, "VP8L") && view.getUint8(20) === 0x2f) {
    const size = view.getUint32(21, true);
    return sized("webp", (size & 0x3fff) + 1, ((size >>> 14) & 0x3fff) + 1);
  }
  if (says(view, 12, "VP8 ") && says(view, 23, "\x9d\x01\x2a"))
    return sized("webp", view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
  return null;
}

// Markers that stand alone, without a length behind them.
const isBare = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
// The beginning of a frame, whatever its coding; three of the sixteen mean something else.
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** ITU-T T.81, annex B: segments, each with its length, up to the one that begins the frame. */
function readJpeg(view: DataView): ImageHeader | null {
  if (!says(view, 0, "\xff\xd8\xff")) return null;
  let at = 2;
  for (;;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at += 1;
    else if (isBare(marker)) at += 2;
    else if (isFrame(marker)) return sized("jpeg", view.getUint16(at + 7), view.getUint16(at + 5));
    // The scan or the end of the image before any frame.
    else if (marker === 0xda || marker === 0xd9) return null;
    else {
      const length = view.getUint16(at + 2);
      if (length < 2) return null;
      at += 2 + length;
    }
  }
}
