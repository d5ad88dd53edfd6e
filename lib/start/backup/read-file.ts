import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { Refusal } from "../../core/refusal";
import { StartFailure } from "../failure";
import {
  type BackupHeader,
  backupHeader,
  type CopyProgress,
  FORMAT_VERSION,
  headerStart,
  TRAILER_BYTES,
  trailerOf,
} from "./format";

const LONGEST_LINE = 4 * 1024 * 1024;

/** A backup whose bytes are those that were written. */
export type CheckedFile = {
  file: string;
  header: BackupHeader;
  sha256: string;
  /** Where the compressed rows stand in the file, the second exclusive. */
  rowsFrom: number;
  rowsTo: number;
};

/**
 * Reads a backup from end to end and compares its hash, so that a file which is cut off or changed is refused before
 * anything is done with it. Refuses what is no backup, and throws a StartFailure for one of a newer format.
 */
export async function checkFile(file: string, onProgress: CopyProgress = () => {}): Promise<CheckedFile> {
  await onProgress({ step: "checking the file", table: null, rows: 0 });
  const handle = await open(file, "r").catch((error: NodeJS.ErrnoException) => {
    throw new Refusal("not_found", `${file} cannot be opened (${error.code}).`);
  });
  try {
    const { size } = await handle.stat();
    const line = await firstLine(handle, file);
    const start = headerStart.safeParse(line.json);
    if (!start.success) throw noBackup(file);
    if (start.data.formatVersion > FORMAT_VERSION)
      throw new StartFailure(
        "schemaNewer",
        `${file} was written by a newer Highwater (backup format ${start.data.formatVersion}, this one reads ` +
          `${FORMAT_VERSION}): restore it with that version or a later one.`,
      );
    const rowsTo = size - TRAILER_BYTES;
    const sha256 = rowsTo >= line.bytes ? await hashUpTo(handle, rowsTo) : "";
    const trailer = Buffer.alloc(TRAILER_BYTES);
    await handle.read(trailer, 0, TRAILER_BYTES, Math.max(rowsTo, 0));
    const header = backupHeader.safeParse(line.json);
    if (trailer.toString("latin1") !== trailerOf(sha256) || !header.success) throw broken(file);
    return { file, header: header.data, sha256, rowsFrom: line.bytes, rowsTo };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EISDIR") throw noBackup(file);
    throw error;
  } finally {
    await handle.close();
  }
}

/** What a file that is cut off, or whose bytes are not those that were written, is refused with. */
export const broken = (file: string) =>
  new Refusal(
    "invalid",
    `${file} is not whole: it was cut off or changed after it was written. Take another copy of it, or an older backup.`,
  );

const noBackup = (file: string) => new Refusal("invalid", `${file} is not a backup of Highwater's.`);

async function firstLine(handle: FileHandle, file: string): Promise<{ json: unknown; bytes: number }> {
  const pieces: Buffer[] = [];
  for (let at = 0; at < LONGEST_LINE; ) {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(65_536), 0, 65_536, at);
    const end = buffer.subarray(0, bytesRead).indexOf(10);
    pieces.push(buffer.subarray(0, end === -1 ? bytesRead : end));
    if (end !== -1) return { json: jsonOf(Buffer.concat(pieces)), bytes: at + end + 1 };
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  throw noBackup(file);
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return null;
  }
}

async function hashUpTo(handle: FileHandle, end: number): Promise<string> {
  const hash = createHash("sha256");
  const buffer = Buffer.alloc(1024 * 1024);
  for (let at = 0; at < end; ) {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, end - at), at);
    if (bytesRead === 0) break;
    hash.update(buffer.subarray(0, bytesRead));
    at += bytesRead;
  }
  return hash.digest("hex");
}

/** The uncompressed rows, read in turn: lines of JSON, and between them the rows of a table. */
export type Rows = {
  /** The next line as JSON. Refuses where none is. */
  line(): Promise<unknown>;
  /** Everything up to the line that ends the rows. */
  data(): AsyncGenerator<Buffer>;
  /** Refuses anything that still follows. */
  end(): Promise<void>;
  close(): void;
};

/** Opens the rows of a checked file. */
export function openRows({ file, rowsFrom, rowsTo }: CheckedFile): Rows {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  const source = createReadStream(file, { start: rowsFrom, end: Math.max(rowsTo - 1, rowsFrom) });
  // An error of either reaches who iterates.
  pipeline(source, gunzip, () => {});
  const chunks = gunzip[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let left: Buffer = Buffer.alloc(0);
  const more = async () => {
    const next = await chunks.next().catch(() => {
      throw broken(file);
    });
    if (next.done) return false;
    left = Buffer.concat([left, next.value]);
    return true;
  };
  return {
    async line() {
      let end = left.indexOf(10);
      while (end === -1) {
        if (left.length > LONGEST_LINE || !(await more())) throw broken(file);
        end = left.indexOf(10);
      }
      const json = jsonOf(left.subarray(0, end));
      left = left.subarray(end + 1);
      return json;
    },
    async *data() {
      // The end of rows begins after a line's end; the line before the first row has just been read.
      const mark = Buffer.from("\n\\.\n");
      left = Buffer.concat([Buffer.from("\n"), left]);
      let skip = 1;
      for (;;) {
        const at = left.indexOf(mark);
        const upTo = at === -1 ? Math.max(left.length - (mark.length - 1), 0) : at + 1;
        // What ends the last row is part of it; before the first row it is only ours.
        if (upTo > skip) yield left.subarray(skip, upTo);
        skip = upTo > 0 ? 0 : skip;
        left = left.subarray(at === -1 ? upTo : at + mark.length);
        if (at !== -1) return;
        if (!(await more())) throw broken(file);
      }
    },
    async end() {
      if (left.length > 0 || (await more())) throw broken(file);
    },
    close: () => {
      gunzip.destroy();
    },
  };
}
