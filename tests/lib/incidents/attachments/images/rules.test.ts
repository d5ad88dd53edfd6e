import { describe, expect, test } from "vitest";
import { readImageHeader } from "@/lib/incidents/attachments/images/rules";
import { chanceOf } from "../../../../support/chance";
import { gif, jpeg, png, webp } from "../../../../support/files";

const images = [
  ["png", png(640, 480)],
  ["gif", gif(640, 480)],
  ["jpeg", jpeg(640, 480)],
  ["jpeg", jpeg(640, 480, 0xc0)],
  ["webp", webp.lossy(640, 480)],
  ["webp", webp.lossless(640, 480)],
  ["webp", webp.extended(640, 480)],
] as const;

describe("the header of an image", () => {
  test.each(images)("tells that it is %s, and how large", (type, bytes) => {
    expect(readImageHeader(bytes)).toEqual({ type, width: 640, height: 480 });
  });

  test("is read wherever the bytes lie in their buffer", () => {
    const within = Buffer.concat([Buffer.alloc(7, 0xff), png(3, 2)]);
    expect(readImageHeader(within.subarray(7))).toEqual({ type: "png", width: 3, height: 2 });
  });

  test.each(images)("of %s that breaks off anywhere is no header, and no fault", (_type, bytes) => {
    for (let length = 0; length < 10; length += 1)
      expect(readImageHeader(bytes.subarray(0, length))).toBeNull();
    for (let length = 0; length < bytes.length; length += 1) readImageHeader(bytes.subarray(0, length));
  });

  test.each([
    ["a PNG of no width", png(0, 4)],
    ["a JPEG without a frame", Buffer.from("ffd8ffe0000400000ffd9", "hex")],
    ["a JPEG whose segment is shorter than its length", Buffer.from("ffd8ffe0000100000000", "hex")],
    ["an icon", Buffer.from("00000100010010100000", "hex")],
    ["a bitmap", Buffer.from("BM0000000000", "latin1")],
    ["a sound in the container of WebP", Buffer.from("RIFF\0\0\0\0WAVEfmt ", "latin1")],
    ["nothing", Buffer.alloc(0)],
  ])("is not seen in %s", (_what, bytes) => {
    expect(readImageHeader(bytes)).toBeNull();
  });

  test("of anything changed at random never fails nor hangs", () => {
    const random = chanceOf(5);
    for (let round = 0; round < 20_000; round += 1) {
      const [, image] = images[random.below(images.length)] ?? images[0];
      const bytes = Buffer.from(image);
      for (let change = 0; change < 4; change += 1) bytes[random.below(bytes.length)] = random.below(256);
      const header = readImageHeader(bytes);
      if (header) expect(header.width * header.height).toBeGreaterThan(0);
    }
  });
});
