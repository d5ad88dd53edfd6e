import { describe, expect, test } from "vitest";
import { cleanName, keptName, sizesTaken, sniff } from "@/lib/incidents/attachments/rules";
import { gif, jpeg, png } from "../../../support/files";

const log = "14:23:01 pool exhausted\n14:23:02 timeout\n";
const of = (fileName: string, bytes: Buffer | string, mediaType?: string) =>
  sniff(Buffer.from(bytes as string), { fileName, mediaType });

describe("what a file is", () => {
  test("is told by its bytes: an image with its size", () => {
    expect(of("pool.png", png(64, 48))).toEqual({ type: "png", width: 64, height: 48 });
    expect(of("pool", gif(2, 2), "application/octet-stream")).toMatchObject({ type: "gif" });
  });

  test("is told by its bytes: a text with its lines and its first ones", () => {
    expect(of("app.log", log)).toEqual({ type: "text", lines: 2, opening: log.trimEnd() });
    const long = Array.from({ length: 300 }, (_, line) => `line ${line}`).join("\r\n");
    const read = of("long.txt", long);
    expect(read).toMatchObject({ type: "text", lines: 300 });
    expect("opening" in read && read.opening.split("\n")).toHaveLength(12);
    const wide = of("wide.txt", "x".repeat(90_000));
    expect("opening" in wide && wide.opening).toHaveLength(2_000);
  });

  test("is the image that its bytes are, where its name only says another", () => {
    expect(of("shot.png", jpeg(9, 9), "image/png")).toEqual({ type: "jpeg", width: 9, height: 9 });
  });

  test("markup within a log stays text", () => {
    expect(of("curl.log", "> GET /\n<html><script>alert(1)</script>")).toMatchObject({ type: "text" });
  });

  test.each([
    ["shot.png", log, undefined, /says that it is an image/],
    ["shot", log, "image/png", /says that it is an image/],
    ["drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", /says that it is an image/],
    ["photo.heic", "\0\0\0\x18ftypheic", "image/heic", /says that it is an image/],
    ["app.log", png(4, 4), "text/plain", /says that it is text, but its bytes are a PNG image/],
    ["app.txt", "<!DOCTYPE html><p>", "text/plain", /only images/],
    ["page.html", "  <html><script>", "text/html", /only images/],
    ["drawing", "<?xml version='1.0'?><svg/>", undefined, /only images/],
    ["report.pdf", "%PDF-1.7 …", "application/pdf", /only images/],
    ["letter.txt", "{\\rtf1}", undefined, /only images/],
    ["core.log", "a\0b", "text/plain", /only images/],
    ["latin.log", Buffer.from([0x66, 0xfc, 0x72]), "text/plain", /only images/],
    ["all.zip", "PK\x03\x04\0\0", "application/zip", /only images/],
    ["nothing.log", "", "text/plain", /is empty/],
  ])("%s: a lie, or of no kind that is taken, is refused in words", (name, bytes, mediaType, words) => {
    const read = of(name, bytes, mediaType);
    expect("problem" in read && read.problem).toMatch(words);
    expect(read).not.toHaveProperty("tooLarge");
  });

  test("larger than may be is refused with what may be", () => {
    expect(of("shot.png", png(4, 4, 5_000_000))).toEqual({
      problem: "shot.png has 5.1 MB; an image may have 5 MB. Crop it, or make it smaller.",
      tooLarge: true,
    });
    expect(of("app.log", "x".repeat(1_000_001))).toMatchObject({
      problem: expect.stringMatching(/^app.log has 1.1 MB; a text may have 1 MB\./),
      tooLarge: true,
    });
    expect(of("app.log", "x".repeat(1_000_000))).toMatchObject({ type: "text", lines: 1 });
  });

  test("an image that would fill a browser's memory is refused, however small its file", () => {
    for (const bytes of [gif(20_001, 1), gif(10_000, 5_001)])
      expect(of("bomb.gif", bytes)).toMatchObject({
        problem: expect.stringMatching(/pixels/),
        tooLarge: true,
      });
  });
});

describe("the name of a file", () => {
  test.each([
    ["C:\\fakepath\\pool.png", "png", "pool.png"],
    ["../../etc/passwd", "text", "passwd.txt"],
    ["..", "text", "log.txt"],
    ["", "png", "image.png"],
    ["shot.png", "jpeg", "shot.jpg"],
    ["photo.JPEG", "jpeg", "photo.JPEG"],
    ["screen 1", "webp", "screen 1.webp"],
    ["run.sh", "text", "run.sh.txt"],
    ["page.html", "text", "page.html.txt"],
    ["app.log", "text", "app.log"],
    ["a\u202Egnp.log\0\r\n", "text", "a gnp.log"],
    [`${"n".repeat(300)}.png`, "png", `${"n".repeat(120)}.png`],
    ["förde 🚢.png", "png", "förde 🚢.png"],
  ] as const)("%j of %s is kept as %j", (given, type, kept) => {
    expect(keptName(given, type)).toBe(kept);
  });

  test("is clean once it was cleaned", () => {
    for (const name of ["a/b\\c", " .x. ", "tab\there"])
      expect(cleanName(cleanName(name))).toBe(cleanName(name));
  });
});

test("how large files may be is said in words", () => {
  expect(sizesTaken).toBe("an image may have 5 MB, a text 1 MB");
});
