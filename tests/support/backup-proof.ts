/**
 * `npm run backup-proof -- [INCIDENTS]`: fills a database in bulk, backs it up and restores it into another, each in a
 * process of its own whose memory is measured, and compares every row. Once with a tenth: with ten times as many rows
 * neither may take a quarter more memory.
 */
import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { sealTrail } from "../../lib/audit/store";
import { closePool } from "../../lib/core/pool";
import { forgetSingleton } from "../../lib/core/singleton";
import { backUp } from "../../lib/start/backup/back-up";
import { restore } from "../../lib/start/backup/restore";
import { leftOut } from "../../lib/start/backup/tables";
import { fillInBulk } from "./bulk";
import { compareDatabases } from "./compare-databases";
import { cloneDatabase, dropDatabase, emptyDatabase, startTestServer, type TestServer } from "./postgres";

type Measured = { seconds: number; peakMb: number };
type Result = { incidents: number; rows: number; megabytes: number; backup: Measured; restore: Measured };

const MOST_GROWTH = 1.25;

const [first, file = "", url = "", ownerUrl = ""] = process.argv.slice(2);

if (first === "backup")
  await measured(() => backUp({ url, file, key: generateKeyPairSync("ed25519").privateKey }));
else if (first === "restore") await measured(() => restore({ file, url, ownerUrl }));
else await prove(Number(first ?? 100_000));

async function measured(work: () => Promise<unknown>): Promise<void> {
  const began = performance.now();
  await work();
  const seconds = (performance.now() - began) / 1000;
  console.log(JSON.stringify({ seconds, peakMb: process.resourceUsage().maxRSS / 1024 } satisfies Measured));
}

async function prove(incidents: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "highwater-backup-proof-"));
  const { server, stop } = await startTestServer();
  try {
    const results = [await round(server, folder, incidents / 10), await round(server, folder, incidents)];
    const [cpu] = cpus();
    console.log(`\n${cpu?.model}, ${cpus().length} cores, Node ${process.versions.node}\n`);
    console.log(
      "| incidents | rows | file | backup | its peak memory | restore | its peak memory | rows that differ |",
    );
    console.log("|---:|---:|---:|---:|---:|---:|---:|---:|");
    for (const { incidents: count, rows, megabytes, backup, restore: back } of results)
      console.log(
        `| ${count.toLocaleString("en")} | ${rows.toLocaleString("en")} | ${megabytes.toFixed(1)} MB | ${backup.seconds.toFixed(1)} s ` +
          `| ${backup.peakMb.toFixed(0)} MB | ${back.seconds.toFixed(1)} s | ${back.peakMb.toFixed(0)} MB | 0 |`,
      );
    const [tenth, all] = results;
    for (const step of ["backup", "restore"] as const)
      if (tenth && all && all[step].peakMb > MOST_GROWTH * tenth[step].peakMb)
        throw new Error(`The memory of a ${step} grows with what there is.`);
  } finally {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function round(server: TestServer, folder: string, incidents: number): Promise<Result> {
  const [source, target] = [await cloneDatabase(server), await emptyDatabase(server)];
  console.log(`${incidents} incidents: filling`);
  await fillInBulk(source.url, { incidents });
  await seal(source.url);
  console.log(`${incidents} incidents: backing up`);
  const made = join(folder, `${incidents}.backup`);
  const backup = inItsOwnProcess("backup", made, source.url, source.ownerUrl);
  const megabytes = statSync(made).size / 1e6;
  console.log(`${incidents} incidents: restoring`);
  const back = inItsOwnProcess("restore", made, target.url, target.ownerUrl);
  console.log(`${incidents} incidents: comparing every row`);
  const { differences, rows } = await compareDatabases(
    source.ownerUrl,
    target.ownerUrl,
    Object.keys(leftOut),
  );
  if (differences.length > 0) throw new Error(`The copy differs:\n${differences.join("\n")}`);
  for (const { name } of [source, target]) await dropDatabase(server, name);
  return {
    ...{ incidents, rows: Object.values(rows).reduce((sum, count) => sum + count, 0), megabytes },
    ...{ backup, restore: back },
  };
}

async function seal(url: string): Promise<void> {
  process.env.DATABASE_URL = url;
  forgetSingleton("settings");
  while ((await sealTrail(new Date())) > 0);
  await closePool();
}

function inItsOwnProcess(...args: string[]): Measured {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--import", "tsx", "tests/support/backup-proof.ts", ...args],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
