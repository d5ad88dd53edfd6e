import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type Answer, highwater, runHere } from "../../cli/support";
import { tellStory } from "./support";

let folder: string;

// Each program starts anew: seconds on a busy machine.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

beforeAll(async () => {
  await tellStory();
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "highwater-full-disk-test-"));
});

afterEach(() => rm(folder, { recursive: true }));

/** What is wrong with making a file system of our own for one program; null for nothing. */
function whyNoMount(): string | null {
  try {
    execFileSync("unshare", ["--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], {
      stdio: "pipe",
    });
    return null;
  } catch (error) {
    return `no file system can be mounted here: ${String(error).split("\n")[0]}`;
  }
}

/** Runs a shell's script with the folder and the operators' command as its arguments. */
const inShell = (script: string, shell: string[]): Promise<Answer> =>
  runHere([...shell, "sh", "-c", script, "sh", folder, process.execPath, "lib/cli/highwater.mjs"]);

describe("a backup for which there is no room", () => {
  test("says that the disk is full, leaves no part of a file, and keeps the backup of yesterday", async (here) => {
    const reason = process.platform === "linux" ? whyNoMount() : "only Linux has these mounts";
    if (reason) return here.skip(reason);
    const { out, err, code } = await inShell(
      `mount -t tmpfs -o size=16k tmpfs "$1" || exit 99
       echo yesterday > "$1/all.backup"
       "$2" "$3" backup "$1/new.backup"; first=$?
       "$2" "$3" backup "$1/all.backup" --replace --json; second=$?
       ls -A "$1"; cat "$1/all.backup"; exit $((first + second))`,
      ["unshare", "--map-root-user", "--mount"],
    );
    const sentence = (name: string) =>
      `${join(folder, name)} cannot be written: the disk is full. No backup was made.`;
    expect(err.trim().split("\n").at(-1)).toBe(sentence("new.backup"));
    const [answer = "", ...left] = out.trim().split("\n");
    expect(JSON.parse(answer)).toEqual({
      error: { code: "unavailable", message: sentence("all.backup") },
    });
    expect(left).toEqual(["all.backup", "yesterday"]);
    expect(code).toBe(10 + 10);
  });

  test("says so as well where files may not become that large", async () => {
    writeFileSync(join(folder, "all.backup"), "yesterday");
    const script = `ulimit -f 8; exec "$2" "$3" backup "$1/all.backup" --replace`;
    const { out, err, code } = await inShell(script, []);
    expect(err).toMatch(
      /all\.backup cannot be written: it would be larger than files may be there\. No backup/,
    );
    expect({ out, code }).toEqual({ out: "", code: 10 });
    expect(readdirSync(folder)).toEqual(["all.backup"]);
    expect(readFileSync(join(folder, "all.backup"), "utf8")).toBe("yesterday");
  });

  test("replaces nothing that is no file", async () => {
    const { err, code } = await highwater(["backup", "/dev/full", "--replace"]);
    expect({ err, code }).toEqual({
      err: "/dev/full cannot be written: what is there is no file. No backup was made.",
      code: 10,
    });
    expect((await highwater(["backup", folder, "--replace"])).code).toBe(10);
    expect(readdirSync(folder)).toEqual([]);
  });
});
