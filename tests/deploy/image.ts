import { execFileSync, spawn } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../lib/start/postgres/server";
import { emptyDatabase, startTestServer } from "../support/postgres";
import { commandOf, type Instruction, readDockerfile, type Stage, variablesOf } from "./dockerfile";

// The part of image-proof.ts that runs where it may mount things.

/** The root of a stage: this machine's files, with what the stage writes laid over them. */
type Root = { folder: string; workFolder: string };

const user = { name: "node", id: 1000 };
const [work = ""] = process.argv.slice(2);
const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: "inherit" });

function openRoot(name: string): Root {
  const [upper, spare, folder] = ["upper", "spare", "root"].map((one) => join(work, name, one));
  for (const one of [upper, spare, folder]) mkdirSync(one ?? "", { recursive: true });
  const options = `lowerdir=/,upperdir=${upper},workdir=${spare}`;
  run("mount", "-t", "overlay", "overlay", "-o", options, folder ?? "");
  for (const one of ["proc", "dev"]) run("mount", "--rbind", `/${one}`, join(folder ?? "", one));
  return { folder: folder ?? "", workFolder: "/" };
}

/** The files of the last commit that the image may have. */
function contextFolder(): string {
  const folder = join(work, "context");
  mkdirSync(folder);
  run("sh", "-c", `git archive HEAD | tar -x -C ${folder}`);
  for (const pattern of readFileSync(".dockerignore", "utf8").trim().split("\n"))
    rmSync(join(folder, pattern), { recursive: true, force: true });
  return folder;
}

function carryOut(stage: Stage, root: Root, sources: (stage: string | null) => string): void {
  for (const { name, rest } of stage.instructions) {
    if (name === "WORKDIR") {
      root.workFolder = rest;
      mkdirSync(join(root.folder, rest), { recursive: true });
    }
    if (name === "COPY") copy(rest, root, sources);
    if (name === "RUN") runInside(root, { name, rest }, variablesOf(stage));
  }
}

function copy(rest: string, { folder, workFolder }: Root, sources: (stage: string | null) => string): void {
  const words = rest.split(/\s+/);
  const from = words.find((word) => word.startsWith("--from="))?.slice("--from=".length) ?? null;
  const paths = words.filter((word) => !word.startsWith("--"));
  const to = paths.pop() ?? "";
  const target = to.startsWith("/") ? join(folder, to) : join(folder, workFolder, to);
  for (const path of paths) {
    const source = join(sources(from), path);
    const isFolder = statSync(source).isDirectory();
    const into = isFolder || !to.endsWith("/") ? target : join(target, path.split("/").at(-1) ?? "");
    cpSync(source, into, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  }
}

function runInside({ folder, workFolder }: Root, { rest }: Instruction, env: Record<string, string>): void {
  console.log(`RUN ${rest}`);
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  run("chroot", folder, "env", "-C", workFolder, ...variables, "sh", "-c", rest);
}

/** What the base image has and this machine may not. */
function addUser({ folder }: Root): void {
  if (readFileSync(join(folder, "etc/passwd"), "utf8").includes(`\n${user.name}:`)) return;
  appendFileSync(join(folder, "etc/passwd"), `${user.name}:x:${user.id}:${user.id}::/home/node:/bin/sh\n`);
  appendFileSync(join(folder, "etc/group"), `${user.name}:x:${user.id}:\n`);
}

/** Gives the container its volume and its `/tmp`, and lets it write nowhere else. */
function seal({ folder }: Root): void {
  const volume = join(work, "volume");
  mkdirSync(volume);
  run("chown", `--reference=${join(folder, "data")}`, volume);
  run("mount", "--bind", volume, join(folder, "data"));
  run("mount", "-o", "remount,ro", folder);
  run("mount", "-t", "tmpfs", "tmpfs", join(folder, "tmp"));
}

/** A command as the container runs it. */
function asContainer({ folder, workFolder }: Root, env: Record<string, string>, command: string[]): string[] {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const bare = ["--clear-groups", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"];
  const rights = [`--reuid=${user.id}`, `--regid=${user.id}`, ...bare];
  // Only root may change the root; the rights go afterwards.
  return [
    ...["chroot", folder, "setpriv", ...rights],
    ...[
      "env",
      "-i",
      "-C",
      workFolder,
      `PATH=${process.env.PATH}`,
      "HOME=/home/node",
      ...variables,
      ...command,
    ],
  ];
}

function tried(command: string[]): { status: number; said: string } {
  try {
    const [program = "", ...args] = command;
    return { status: 0, said: execFileSync(program, args, { encoding: "utf8", stdio: "pipe" }) };
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
    return { status, said: `${stdout}${stderr}` };
  }
}

function demand(holds: boolean, what: string, said = ""): void {
  console.log(`${holds ? "ok   " : "WRONG"}  ${what}`);
  if (!holds) throw new Error(`${what}: it does not hold. ${said}`);
}

async function prove(root: Root, last: Stage): Promise<void> {
  const { server, stop } = await startTestServer();
  const database = await emptyDatabase(server);
  const port = String(await freePort());
  const own = { HOST: "127.0.0.1", PORT: port, HIGHWATER_URL: `http://127.0.0.1:${port}` };
  const env = { ...variablesOf(last), ...own, DATABASE_URL: database.ownerUrl };
  const inside = (...command: string[]) => tried(asContainer(root, env, command));
  demand(inside("touch", "/app/package.json").status !== 0, "the program cannot be written to");
  demand(inside("touch", "/etc/anything").status !== 0, "nor can anything else");
  demand(inside("touch", "/data/anything", "/tmp/anything").status === 0, "but /data and /tmp can");

  const [program = "", ...args] = asContainer(root, env, commandOf(last, "CMD"));
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (piece) => {
      said += piece;
    });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  try {
    const began = Date.now();
    const isWell = () => inside(...commandOf(last, "HEALTHCHECK")).status === 0;
    while (!isWell() && child.exitCode === null && Date.now() - began < 60_000) await sleep(500);
    demand(isWell(), `its health check says so after ${Math.round((Date.now() - began) / 1000)} s`, said);
    const ready = await fetch(`${own.HIGHWATER_URL}/api/ready`);
    demand(ready.status === 200, "database, migrations and worker are in order", await ready.text());
    const page = await (await fetch(`${own.HIGHWATER_URL}/sign-in`)).text();
    const style = /\/_next\/static\/[^"]+\.css/.exec(page)?.[0];
    demand((await fetch(`${own.HIGHWATER_URL}${style}`)).status === 200, "it serves pages and their styles");
    const command = (...words: string[]) => inside("node", "lib/cli/highwater.mjs", ...words);
    const backup = command("backup", "/data/today.backup");
    demand(backup.status === 0, "the operators' command backs up", backup.said);
    const doctor = command("doctor", "--json");
    const { status } = JSON.parse(doctor.said || "{}") as { status?: string };
    console.log(`       doctor ends with ${doctor.status}${status ? `, ${status}` : ""}`);
    demand(!/EACCES|EROFS|EPERM|permission denied/i.test(said), "it missed no right", said);
  } finally {
    child.kill("SIGTERM");
    const status = await Promise.race([ended, sleep(60_000, "still running" as const)]);
    await stop();
    demand(status === 0, "it ends in good order within a minute", `${status}\n${said}`);
  }
}

const stages = readDockerfile(readFileSync("Dockerfile", "utf8"));
const context = contextFolder();
const roots = new Map<string | null, Root>();
for (const stage of stages) {
  const root = openRoot(stage.name ?? "image");
  addUser(root);
  carryOut(stage, root, (from) => (from === null ? context : (roots.get(from)?.folder ?? "")));
  roots.set(stage.name, root);
}
const [image, last] = [roots.get(null), stages.at(-1)];
if (!image || !last) throw new Error("The last stage of the Dockerfile has a name, and nothing comes of it.");
run("du", "-sh", join(image.folder, "app"));
seal(image);
await prove(image, last);
