/**
 * `npm run image-proof`: carries out what the Dockerfile says, stage by stage, without a container engine, and runs what
 * comes of it as compose.yaml would: as the user `node` without any capability, on a root file system that cannot be
 * written to, with `/tmp` and `/data` beside it. This machine's own files stand for the base image: Linux with Node and
 * util-linux, and root for the mounts. It takes the last commit, not what is changed since.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

if (process.getuid?.() !== 0) throw new Error("The mounts of the proof need root.");
const folder = mkdtempSync(join(tmpdir(), "highwater-image-"));
const args = ["--mount", "--propagation", "private", process.execPath, "--import", "tsx"];
const { status } = spawnSync("unshare", [...args, "tests/deploy/image.ts", folder], { stdio: "inherit" });
// What was mounted in it is gone with the process that mounted it.
rmSync(folder, { recursive: true, force: true });
process.exitCode = status ?? 1;
