// The part of image-proof.ts that mounts things, in a namespace that is its own.
import { spawn, spawnSync } from "node:child_process";
import { readlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../lib/start/postgres/server";
import { emptyDatabase, startTestServer } from "../support/postgres";
import { commandOf, readDockerfile, type Stage, saidOf, variablesOf } from "./dockerfile";
import { asContainer, carryOut, openRoot, type Root, seal, unpackCommit } from "./stages";

const [work, outside] = process.argv.slice(2);
if (!work || !outside || readlinkSync("/proc/self/ns/mnt") === outside)
  throw new Error("Start image-proof.ts, which gives this a folder and mounts of its own.");

const { context, dockerfile } = unpackCommit(work);
const stages = readDockerfile(dockerfile);
const roots = new Map<string | null, Root>();
for (const stage of stages) {
  const root = openRoot(work, stage.name ?? "image");
  carryOut(stage, root, (from) => {
    const source = from === null ? context : roots.get(from)?.folder;
    if (!source) throw new Error(`There is no stage ${from}.`);
    return source;
  });
  roots.set(stage.name, root);
}
const [root, image] = [roots.get(null), stages.at(-1)];
if (!root || !image) throw new Error("Nothing comes of the last stage of the Dockerfile.");
spawnSync("du", ["-sh", `${root.folder}/app`], { stdio: "inherit" });
seal(work, root, image);
const { server, stop } = await startTestServer();
try {
  await prove(root, image, (await emptyDatabase(server)).ownerUrl);
} finally {
  await stop();
}

function demand(holds: boolean, what: string, said = ""): void {
  console.log(`${holds ? "ok   " : "WRONG"}  ${what}`);
  if (!holds) throw new Error(`It does not hold that ${what}. ${said}`);
}

async function until(holds: () => Promise<boolean>, seconds: number): Promise<boolean> {
  const began = Date.now();
  while (Date.now() - began < seconds * 1_000) {
    if (await holds()) return true;
    await sleep(500);
  }
  return false;
}

async function prove(root: Root, image: Stage, databaseUrl: string): Promise<void> {
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...variablesOf(image),
    // Listening on the loopback alone is the one thing that is not as in the image.
    ...{ HOST: "127.0.0.1", PORT: port, HIGHWATER_URL: url, DATABASE_URL: databaseUrl },
  };
  const volume = saidOf(image, "VOLUME");
  const inside = (...command: string[]) => {
    const [program = "", ...args] = asContainer(root, image, env, command);
    const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
    return { done: status === 0, said: `${stdout}${stderr}` };
  };
  demand(!inside("touch", "/app/package.json").done, "the program cannot be written to");
  // Where anybody may write, were it not for the file system.
  demand(/Read-only/.test(inside("touch", "/var/tmp/it").said), "the file system is read-only");
  demand(inside("touch", `${volume}/it`, "/tmp/it").done, `${volume} and /tmp can be written to`);

  const [program = "", ...args] = asContainer(root, image, env, commandOf(image, "CMD"));
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (piece) => {
      said += piece;
    });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  try {
    const began = Date.now();
    const isWell = async () => inside(...commandOf(image, "HEALTHCHECK")).done;
    demand(await until(isWell, 60), `it is well ${Math.round((Date.now() - began) / 1_000)} s on`, said);
    const isReady = async () => (await fetch(`${url}/api/ready`)).status === 200;
    demand(await until(isReady, 20), "database, migrations and worker are in order", said);
    const page = await fetch(`${url}/sign-in`);
    const style = /\/_next\/static\/[^"]+\.css/.exec(await page.text())?.[0];
    demand(page.status === 200 && (await fetch(url + style)).status === 200, "it serves pages and styles");
    const command = (...words: string[]) => inside("node", "lib/cli/highwater.mjs", ...words);
    const backup = command("backup", `${volume}/today.backup`);
    demand(backup.done, "the operators' command backs up", backup.said);
    const doctor = command("doctor");
    const errors = doctor.said.match(/^ERROR .*/gm) ?? [];
    // The database of the proof is thrown away afterwards, and made to be quick.
    const own = errors.filter((line) => !line.includes("durability: fsync is off"));
    demand(
      errors.length > 0 && own.length === 0,
      "the doctor finds nothing wrong but how quick its database was made",
      doctor.said,
    );
    child.kill(saidOf(image, "STOPSIGNAL") as NodeJS.Signals);
    const status = await Promise.race([ended, sleep(60_000, "none", { ref: false })]);
    demand(status === 0, "it ends in good order within a minute", `${status}\n${said}`);
    demand(!/EACCES|EROFS|EPERM|permission denied|read-only/i.test(said), "it missed no right", said);
  } finally {
    child.kill("SIGKILL");
  }
}
