import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { freePort } from "../../lib/start/postgres/server";
import { cloneDatabase, startTestServer } from "../support/postgres";
import { nodeOptionsFor } from "../support/program";

// What the image and the unit promise: a built product, run by a user who can write nothing but the data and temporary
// folders. Root owns the program here as there.

const asNobody = [
  "--reuid=65534",
  "--regid=65534",
  "--clear-groups",
  "--no-new-privs",
  "--bounding-set=-all",
];

/** Why it cannot be tried here; null where it can. */
function lack(): string | null {
  if (process.getuid?.() !== 0) return "only root can run something as another user";
  if (spawnSync("setpriv", [...asNobody, "true"]).status !== 0) return "setpriv is missing";
  const reads = spawnSync("setpriv", [
    ...asNobody,
    process.execPath,
    "-e",
    "require('fs').accessSync('package.json')",
  ]);
  return reads.status === 0 ? null : "another user cannot read the folder of the project";
}

test("a built product runs as a user who can write its data and temporary folders only", async () => {
  test.skip(lack() !== null, lack() ?? "");
  const { server, stop } = await startTestServer();
  const database = await cloneDatabase(server);
  const folder = mkdtempSync(join(tmpdir(), "highwater-rights-test-"));
  chmodSync(folder, 0o755);
  for (const name of ["data", "tmp"]) {
    mkdirSync(join(folder, name));
    spawnSync("chown", ["65534:65534", join(folder, name)]);
  }
  const port = await freePort();
  const main = "lib/start/main.ts";
  const child = spawn("setpriv", [...asNobody, process.execPath, ...nodeOptionsFor(main), main], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      NODE_ENV: "production",
      PATH: process.env.PATH,
      HOME: "/nonexistent",
      TMPDIR: join(folder, "tmp"),
      HIGHWATER_DATA_DIR: join(folder, "data"),
      DATABASE_URL: database.url,
      DATABASE_OWNER_URL: database.ownerUrl,
      HOST: "127.0.0.1",
      PORT: String(port),
    },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (piece) => {
      said += piece;
    });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const url = `http://127.0.0.1:${port}`;
  try {
    await expect
      .poll(
        () =>
          fetch(`${url}/api/ready`).then(
            (answer) => answer.status,
            () => said,
          ),
        { timeout: 60_000 },
      )
      .toBe(200);
    expect((await fetch(`${url}/api/health`)).status).toBe(200);
    const page = await fetch(`${url}/sign-in`);
    expect(page.status).toBe(200);
    const style = (await page.text()).match(/\/_next\/static\/[^"]+\.css/)?.[0];
    expect((await fetch(url + style)).status).toBe(200);
    expect(said).toMatch(/^Build .*up to date/m);
    expect(said).not.toMatch(/EACCES|EROFS|EPERM|permission denied/i);
  } finally {
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    await stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
