import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Stage, saidOf, variablesOf } from "./dockerfile";

/** The root of a stage: this machine's files, with what the stage writes laid over them, and where it works. */
export type Root = { folder: string; workFolder: string };

/** The user of the base image that the image runs as. */
export const user = { name: "node", id: 1_000 };

/** What is said for the engine that will run it: image.ts goes by it, or by what compose.yaml says in its place. */
const forRunning = ["USER", "VOLUME", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK", "CMD", "ENV"];

const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: "inherit" });
const plainPath = `${dirname(process.execPath)}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`;

/** Variables as `env` takes them, and no others. */
export const withOnly = (home: string, variables: Record<string, string>): string[] => [
  ...["env", "-i", `PATH=${plainPath}`, `HOME=${home}`],
  ...Object.entries(variables).map(([name, value]) => `${name}=${value}`),
];

/** The files of the last commit that may get into the image, and its Dockerfile. */
export function unpackCommit(work: string): { context: string; dockerfile: string } {
  const context = join(work, "context");
  mkdirSync(context);
  run("sh", "-c", `git archive HEAD | tar -x -C ${context}`);
  const dockerfile = readFileSync(join(context, "Dockerfile"), "utf8");
  for (const pattern of readFileSync(join(context, ".dockerignore"), "utf8").split("\n").filter(Boolean))
    rmSync(join(context, pattern), { recursive: true, force: true });
  return { context, dockerfile };
}

/** A root like that of the base image, with its user, that whatever is written to leaves this machine as it is. */
export function openRoot(work: string, name: string): Root {
  const [upper, spare, folder] = ["upper", "spare", "root"].map((one) => join(work, name, one)) as [
    string,
    string,
    string,
  ];
  for (const one of [upper, spare, folder]) mkdirSync(one, { recursive: true });
  run("mount", "-t", "overlay", "overlay", "-o", `lowerdir=/,upperdir=${upper},workdir=${spare}`, folder);
  for (const one of ["proc", "dev"]) run("mount", "--rbind", `/${one}`, join(folder, one));
  if (!readFileSync(join(folder, "etc/passwd"), "utf8").includes(`\n${user.name}:`)) {
    appendFileSync(join(folder, "etc/passwd"), `${user.name}:x:${user.id}:${user.id}::/home/node:/bin/sh\n`);
    appendFileSync(join(folder, "etc/group"), `${user.name}:x:${user.id}:\n`);
  }
  return { folder, workFolder: "/" };
}

/** Does what a stage says. Throws at an instruction that it does not know. */
export function carryOut(stage: Stage, root: Root, sourceOf: (stage: string | null) => string): void {
  for (const { name, rest } of stage.instructions) {
    if (name === "WORKDIR") {
      root.workFolder = rest;
      mkdirSync(join(root.folder, rest), { recursive: true });
    } else if (name === "COPY") copy(rest, root, sourceOf);
    else if (name === "RUN") {
      console.log(`RUN ${rest}`);
      const shell = ["-C", root.workFolder, "sh", "-c", rest];
      const [env = "", ...words] = withOnly("/root", variablesOf(stage));
      run("chroot", root.folder, env, ...words, "env", ...shell);
    } else if (!forRunning.includes(name)) throw new Error(`${name} is not known here.`);
  }
}

function copy(rest: string, { folder, workFolder }: Root, sourceOf: (stage: string | null) => string): void {
  const words = rest.split(/\s+/);
  const flags = words.filter((word) => word.startsWith("--"));
  const from = flags.find((flag) => flag.startsWith("--from="))?.slice("--from=".length) ?? null;
  if (flags.length > (from === null ? 0 : 1)) throw new Error(`COPY ${rest} is not known here.`);
  const paths = words.filter((word) => !word.startsWith("--"));
  const to = paths.pop() ?? "";
  const target = to.startsWith("/") ? join(folder, to) : join(folder, workFolder, to);
  for (const path of paths) {
    const source = join(sourceOf(from), path);
    const isFolder = statSync(source).isDirectory();
    const into = isFolder || !to.endsWith("/") ? target : join(target, path.split("/").at(-1) ?? "");
    cpSync(source, into, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  }
}

/** Gives the container its volume and its `/tmp`, as compose.yaml does, and takes it the right to write anywhere else. */
export function seal(work: string, { folder }: Root, image: Stage): void {
  const inside = join(folder, saidOf(image, "VOLUME"));
  const volume = join(work, "volume");
  mkdirSync(volume);
  run("chown", `--reference=${inside}`, volume);
  run("mount", "--bind", volume, inside);
  run("mount", "-o", "remount,ro", folder);
  run("mount", "-t", "tmpfs", "-o", "noexec,nosuid,nodev", "tmpfs", join(folder, "tmp"));
}

/** A command as the container runs it: by its user, without a capability. Only root may change the root; the rights go afterwards. */
export function asContainer(
  { folder, workFolder }: Root,
  image: Stage,
  env: Record<string, string>,
  command: readonly string[],
): string[] {
  if (saidOf(image, "USER") !== user.name) throw new Error(`The image runs as ${saidOf(image, "USER")}.`);
  const bare = ["--clear-groups", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"];
  return [
    ...["chroot", folder, "setpriv", `--reuid=${user.id}`, `--regid=${user.id}`, ...bare],
    ...[...withOnly("/home/node", env), "env", "-C", workFolder, ...command],
  ];
}
