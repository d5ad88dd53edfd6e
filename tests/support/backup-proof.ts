/**
 * `npm run backup-proof -- [INCIDENTS]`: fills a database in bulk, backs it up and restores it into another with the
 * operators' command, whose memory is measured, and compares every row. Once with a tenth: with ten times as many rows
 * neither may take a quarter more memory.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { sealTrail } from "../../lib/audit/store";
import { closePool } from "../../lib/core/pool";
import { forgetSingleton } from "../../lib/core/singleton";
import { leftOut } from "../../lib/start/backup/tables";
import { fillInBulk } from "./bulk";
import { compareDatabases } from "./compare-databases";
import {
  cloneDatabase,
  dropDatabase,
  emptyDatabase,
  startTestServer,
  type TestDatabase,
  type TestServer,
} from "./postgres";

type Measured = { seconds: number; peakMb: number };
type Result = { incidents: number; rows: number; megabytes: number; backup: Measured; restore: Measured };

const MOST_GROWTH = 1.25;

const meter = pathToFileURL(join(import.meta.dirname, "peak-memory.mjs"));

await prove(Number(process.argv[2] ?? 100_000));

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
  const backup = highwater(["backup", made], source, folder);
  const megabytes = statSync(made).size / 1e6;
  console.log(`${incidents} incidents: restoring`);
  const back = highwater(["restore", made], target, folder);
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

/** Runs the command as an operator types it; its secrets are in a data folder beside the file. Throws what it says. */
function highwater(typed: string[], { url, ownerUrl }: TestDatabase, folder: string): Measured {
  const peak = join(folder, "peak");
  const began = performance.now();
  const { stderr, status } = spawnSync(process.execPath, ["lib/cli/highwater.mjs", ...typed], {
    encoding: "utf8",
    env: {
      ...process.env,
      ...{ DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl, HIGHWATER_DATA_DIR: join(folder, "data") },
      ...{ NODE_OPTIONS: `--import ${meter}`, PEAK_MEMORY_FILE: peak },
    },
  });
  const seconds = (performance.now() - began) / 1000;
  if (status !== 0) throw new Error(`highwater ${typed.join(" ")} ended with ${status}:\n${stderr}`);
  return { seconds, peakMb: Number(readFileSync(peak, "utf8")) };
}
