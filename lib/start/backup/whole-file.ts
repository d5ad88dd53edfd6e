import { createHash, randomBytes } from "node:crypto";
import { existsSync, lstatSync } from "node:fs";
import { link, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { Refusal } from "../../core/refusal";
import { trailerOf } from "./format";

/** A file under way. */
export type FileUnderWay = {
  write(bytes: Uint8Array): Promise<void>;
  /** Adds the trailer and gives the file its name; only now anybody sees it. */
  finish(): Promise<{ bytes: number; sha256: string }>;
  /** Leaves nothing behind. */
  abandon(): Promise<void>;
};

/**
 * Begins a backup's file under a name of its own (ending in `.part`), readable by this user only, so that under `file`
 * there is a whole backup or none. Refuses a name that is taken, unless `replace`, which replaces nothing but a file.
 */
export async function beginFile(file: string, replace: boolean): Promise<FileUnderWay> {
  if (!replace) refuseTaken(file);
  if (existsSync(file) && !lstatSync(file).isFile()) throw unwritable(file, "what is there is no file");
  const draft = `${file}.${randomBytes(4).toString("hex")}.part`;
  const handle = await said(file, () => open(draft, "wx", 0o600));
  const hash = createHash("sha256");
  let bytes = 0;
  const put = async (data: Uint8Array) => {
    // One call may write less than all when the disk is nearly full.
    for (let done = 0; done < data.length; )
      done += (await said(file, () => handle.write(data, done))).bytesWritten;
    bytes += data.length;
  };
  return {
    async write(data) {
      hash.update(data);
      await put(data);
    },
    async finish() {
      const sha256 = hash.digest("hex");
      await put(Buffer.from(trailerOf(sha256)));
      await said(file, () => handle.sync());
      await said(file, () => handle.close());
      await said(file, () => (replace ? rename(draft, file) : nameOnce(draft, file)));
      await syncFolder(dirname(file));
      return { bytes, sha256 };
    },
    async abandon() {
      await handle.close().catch(() => undefined);
      await rm(draft, { force: true });
    },
  };
}

/** Two backups to one name at once: the second finds it taken and does not replace the first. */
async function nameOnce(draft: string, file: string): Promise<void> {
  try {
    await link(draft, file);
    await rm(draft);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") refuseTaken(file);
    // A file system without links.
    if (code !== "EPERM" && code !== "ENOTSUP" && code !== "ENOSYS" && code !== "EMLINK") throw error;
    refuseTaken(file);
    await rename(draft, file);
  }
}

function refuseTaken(file: string): void {
  if (existsSync(file))
    throw new Refusal("conflict", `${file} is there already: give another name, or say that it be replaced.`);
}

/** A new name in a folder outlasts a power cut only when the folder, too, is on the disk; not every system can say so. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "the folder does not exist",
  ENOTDIR: "what should be a folder is a file",
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the quota is used up",
  EFBIG: "it would be larger than files may be there",
  EISDIR: "it is a folder",
};

async function said<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw unwritable(file, reasons[code] ?? code);
  }
}

const unwritable = (file: string, reason: string) =>
  new Refusal("unavailable", `${file} cannot be written: ${reason}. No backup was made.`);
