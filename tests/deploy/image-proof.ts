/**
 * `npm run image-proof`: carries out what the Dockerfile says, stage by stage, without a container engine, and runs what
 * comes of it much as compose.yaml would: as the image's user without any capability, on a root file system that cannot
 * be written to, with `/tmp` and the volume beside it. This machine's own files stand for the base image: Linux with
 * Node and util-linux, and root for the mounts. It takes the last commit, not what is changed since.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

if (process.getuid?.() !== 0) throw new Error("The mounts of the proof need root.");
const folder = mkdtempSync(join(tmpdir(), "highwater-image-"));
const outside = readlinkSync("/proc/self/ns/mnt");
// An interrupt is the inner program's to answer; this one waits for it and clears up.
process.on("SIGINT", () => {});
const args = ["--mount", "--propagation", "private", process.execPath, "--import", "tsx"];
const { status, error } = spawnSync("unshare", [...args, "tests/deploy/image.ts", folder, outside], {
  stdio: "inherit",
});
// What was mounted in it is gone with the process that mounted it.
rmSync(folder, { recursive: true, force: true });
if (error) throw error;
process.exitCode = status ?? 1;
