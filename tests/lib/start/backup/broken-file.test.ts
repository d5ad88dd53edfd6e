import { createHash, randomBytes } from "node:crypto";
import { copyFileSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { END_OF_ROWS, TRAILER_BYTES, trailerOf } from "@/lib/start/backup/format";
import { checkFile } from "@/lib/start/backup/read-file";
import { restore } from "@/lib/start/backup/restore";
import { dropDatabase, emptyDatabase, type TestDatabase } from "../../../support/postgres";
import { backedUp, newPath, tablesIn, tellStory, withEmpty } from "./support";

let whole: string;
beforeAll(async () => {
  await tellStory();
  whole = await backedUp();
});

/** A copy with other bytes. */
function changed(change: (bytes: Buffer) => Buffer): string {
  const file = newPath();
  writeFileSync(file, change(readFileSync(whole)));
  return file;
}

/** A copy with other rows, whose hash is right all the same: as somebody would forge it. */
function forged(change: (rows: string) => string): string {
  return changed((bytes) => {
    const from = bytes.indexOf(10) + 1;
    const rows = gunzipSync(bytes.subarray(from, bytes.length - TRAILER_BYTES)).toString("utf8");
    const body = Buffer.concat([bytes.subarray(0, from), gzipSync(change(rows))]);
    return Buffer.concat([body, Buffer.from(trailerOf(createHash("sha256").update(body).digest("hex")))]);
  });
}

/** The same with another header. */
function withHeader(change: Record<string, unknown>): string {
  return changed((bytes) => {
    const end = bytes.indexOf(10);
    const header = JSON.stringify({ ...JSON.parse(bytes.subarray(0, end).toString()), ...change });
    const body = Buffer.concat([Buffer.from(header), bytes.subarray(end, bytes.length - TRAILER_BYTES)]);
    return Buffer.concat([body, Buffer.from(trailerOf(createHash("sha256").update(body).digest("hex")))]);
  });
}

const notWhole = {
  code: "invalid",
  message: expect.stringMatching(/is not whole: it was cut off or changed/),
};
const refused = { code: "invalid", message: expect.stringMatching(/is not whole|is not a backup/) };

describe("a file that is not what was written", () => {
  it("is found whole as it was written", async () => {
    expect((await checkFile(whole)).header.formatVersion).toBe(1);
  });

  it("is refused wherever it is cut off", async () => {
    const { size } = statSync(whole);
    const lengths = [0, 1, ...Array.from({ length: 60 }, (_, n) => Math.floor((size * n) / 60)), size - 1];
    for (const length of lengths) {
      const file = newPath();
      copyFileSync(whole, file);
      truncateSync(file, length);
      await expect(checkFile(file), `cut at ${length}`).rejects.toMatchObject(refused);
    }
  });

  it("is refused with any bit turned over", async () => {
    const { size } = statSync(whole);
    const header = readFileSync(whole).indexOf(10);
    const offsets = Array.from(
      { length: 120 },
      () => header + (randomBytes(4).readUInt32BE() % (size - header)),
    );
    for (const offset of [...offsets, size - 1]) {
      const file = changed((bytes) => {
        bytes[offset] = (bytes[offset] ?? 0) ^ (1 << (offset % 8));
        return bytes;
      });
      await expect(checkFile(file), `turned at ${offset}`).rejects.toMatchObject(refused);
    }
  });

  it("is refused with something after its end", async () => {
    await expect(
      checkFile(changed((bytes) => Buffer.concat([bytes, Buffer.from("x")]))),
    ).rejects.toMatchObject(notWhole);
  });

  it.each(["", "\n", "{}\n", "not a backup at all", '{"format":"other","formatVersion":1}\n'])(
    "is no backup when it says %j",
    async (text) => {
      const file = newPath();
      writeFileSync(file, text);
      await expect(checkFile(file)).rejects.toMatchObject({
        message: expect.stringContaining("not a backup"),
      });
    },
  );

  it("is not found where there is none, and is none where there is a folder", async () => {
    await expect(checkFile(newPath())).rejects.toMatchObject({ code: "not_found" });
    await expect(checkFile("/tmp")).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("a target whose backup turns out broken", () => {
  let target: TestDatabase;
  beforeAll(async () => {
    target = await emptyDatabase(inject("testServer"));
  });
  afterAll(() => dropDatabase(inject("testServer"), target.name));

  it.each([
    ["cut off", () => changed((bytes) => bytes.subarray(0, bytes.length / 2)), refused],
    [
      "with a row missing",
      () => forged((rows) => rows.replace(/\n[^\n]*ben@example\.org[^\n]*\n/, "\n")),
      notWhole,
    ],
    ["with a changed row", () => forged((rows) => rows.replace("\tBen\t", "\tBem\t")), notWhole],
    ["without its last table", () => forged((rows) => rows.slice(0, rows.lastIndexOf('{"table"'))), notWhole],
    [
      "with rows that do not end",
      () => forged((rows) => rows.slice(0, rows.lastIndexOf(END_OF_ROWS))),
      notWhole,
    ],
    [
      "with a table twice",
      () => forged((rows) => rows.replace('{"table":"team"}', '{"table":"person"}')),
      notWhole,
    ],
    [
      "with words instead of a number",
      () => forged((rows) => rows.replace(/\n(\d+)\t/, "\nmany\t")),
      { exitCode: 3 },
    ],
    [
      "with a header of other tables",
      () => withHeader({ tables: [{ name: "person", columns: ["id"] }] }),
      notWhole,
    ],
    [
      "with a sequence it does not know",
      () => withHeader({ sequences: [{ name: "own", lastValue: "1", isCalled: true }] }),
      notWhole,
    ],
  ])("is left empty by one %s", async (_what, make, failure) => {
    await expect(restore({ file: make(), ...target })).rejects.toMatchObject(failure);
    expect(await tablesIn(target.url)).toEqual([]);
  });

  it("takes a whole one afterwards", async () => {
    expect((await restore({ file: whole, ...target })).rows).toBeGreaterThan(50);
  });
});

describe("a backup of another version", () => {
  it("is refused when its format is newer", async () => {
    await withEmpty(async (database, into) => {
      const attempt = restore(into(withHeader({ formatVersion: 2 })));
      await expect(attempt).rejects.toMatchObject({
        exitCode: 4,
        message: expect.stringContaining(
          "was written by a newer Highwater (backup format 2, this one reads 1)",
        ),
      });
      expect(await tablesIn(database.url)).toEqual([]);
    });
  });

  it("is refused when it holds a migration that this build does not know", async () => {
    const migrations = [{ name: "29990101000000_later", checksum: "0".repeat(64) }];
    await withEmpty(async (database, into) => {
      await expect(restore(into(withHeader({ migrations, productVersion: "9.9.9" })))).rejects.toMatchObject({
        exitCode: 4,
        message: expect.stringContaining(
          "is a backup of a newer Highwater (9.9.9): it holds the migration 29990101000000_later",
        ),
      });
      expect(await tablesIn(database.url)).toEqual([]);
    });
  });
});
