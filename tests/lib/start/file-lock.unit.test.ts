import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { withFileLock } from "../../../lib/start/file-lock";

let folder: string;
let path: string;
const patient = new AbortController().signal;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "highwater-lock-test-"));
  path = join(folder, "deep", "build.lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("lets one in at a time", async () => {
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await sleep(30);
    inside -= 1;
  };
  await Promise.all([1, 2, 3].map(() => withFileLock(path, patient, work)));
  expect(most).toBe(1);
});

it("is free again after work that failed", async () => {
  await expect(withFileLock(path, patient, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await withFileLock(path, patient, async () => "yes")).toBe("yes");
});

it("takes over the lock of a process that was killed, of several waiting only one at a time", async () => {
  await withFileLock(path, patient, async () => {});
  writeFileSync(path, "999999 0\n");
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(path, longAgo, longAgo);
  let inside = 0;
  const work = async () => {
    inside += 1;
    expect(inside).toBe(1);
    await sleep(20);
    inside -= 1;
  };
  await Promise.all([1, 2, 3].map(() => withFileLock(path, patient, work)));
});

it("stops waiting when it is told to", async () => {
  await withFileLock(path, patient, async () => {
    await expect(withFileLock(path, AbortSignal.timeout(100), async () => "in")).rejects.toThrow("aborted");
  });
});
