import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../lib/start/postgres/server";
import { findProgram, lackOfPrograms } from "./debian";
import { endProcess, untilAnswering } from "./servers";

/** A series as Prometheus keeps it: its labels, and each sample's instant in milliseconds. */
export type KeptSeries = {
  labels: Readonly<Record<string, string>>;
  samples: { at: number; value: number }[];
};

/** A real Prometheus that scrapes every second and sends at once what it scraped. */
export type Prometheus = {
  /** What it has kept of a metric within the last hour, without the marks that end a series. */
  kept(metric: string): Promise<KeptSeries[]>;
  /** What it tells of itself by this name, all of its series added up. */
  tells(name: string): Promise<number>;
  /** Ends it as `kill -9` does. */
  kill(): Promise<void>;
  /** Starts it again on what it kept. */
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** A real Prometheus that knows a past, and scrapes one target every second or nothing. */
export type RememberingPrometheus = {
  url: string;
  /** Ends it as `kill -9` does. */
  kill(): Promise<void>;
  /** Starts it again on what it kept. */
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** What Prometheus scrapes, where it sends to, and with which key. */
export type PrometheusPlan = { job: string; target: string; receiver: string; key: string };

/** A real postgres_exporter that looks at a server. */
export type PostgresExporter = { target: string; stop(): Promise<void> };

/** Finds Prometheus and postgres_exporter, or as root on Debian installs them; null, or why there are none. */
export const lackOfPrometheus = (): string | null =>
  lackOfPrograms("prometheus", "prometheus-postgres-exporter");

/** Starts postgres_exporter on a free port, without what it tells of itself. */
export async function startPostgresExporter(databaseUrl: string): Promise<PostgresExporter> {
  const target = `127.0.0.1:${await freePort()}`;
  const args = [`--web.listen-address=${target}`, "--log.level=error", "--no-collector.bgwriter"];
  const source = `${databaseUrl}?sslmode=disable`;
  const child = await run("prometheus-postgres-exporter", args, `http://${target}/metrics`, {
    DATA_SOURCE_NAME: source,
  });
  return { target, stop: () => endProcess(child, "SIGTERM") };
}

/** Starts Prometheus on a free port, in a folder of its own. */
export async function startPrometheus(plan: PrometheusPlan): Promise<Prometheus> {
  const folder = mkdtempSync(join(tmpdir(), "highwater-prometheus-test-"));
  const address = `127.0.0.1:${await freePort()}`;
  writeFileSync(join(folder, "key"), plan.key, { mode: 0o600 });
  writeFileSync(join(folder, "prometheus.yml"), configuration(plan, join(folder, "key")));
  const args = [
    `--config.file=${join(folder, "prometheus.yml")}`,
    `--storage.tsdb.path=${join(folder, "data")}`,
    `--web.listen-address=${address}`,
    "--log.level=warn",
  ];
  const begin = () => run("prometheus", args, `http://${address}/-/ready`);
  let child = await begin();
  return {
    async kept(metric) {
      const query = new URLSearchParams({ query: `${metric}[1h]` });
      const answer = await fetch(`http://${address}/api/v1/query?${query}`);
      const { data } = (await answer.json()) as { data: { result: Matrix } };
      return data.result.map(({ metric: labels, values }) => ({
        labels,
        samples: values.map(([at, value]) => ({ at: Math.round(at * 1_000), value: Number(value) })),
      }));
    },
    async tells(name) {
      const text = await (await fetch(`http://${address}/metrics`)).text();
      const lines = text.split("\n").filter((line) => line.startsWith(`${name}{`));
      return lines.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
    },
    kill: () => endProcess(child, "SIGKILL"),
    async start() {
      child = await begin();
    },
    async stop() {
      await endProcess(child, "SIGTERM");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Starts Prometheus on a past that is told in the text format of OpenMetrics, each text by itself, as `promtool` puts it
 * into its folder; `flags` are more of its own.
 */
export async function startPrometheusOn(
  past: readonly string[],
  flags: readonly string[] = [],
  scraped: { job: string; target: string } | null = null,
): Promise<RememberingPrometheus> {
  const folder = mkdtempSync(join(tmpdir(), "highwater-prometheus-test-"));
  const data = join(folder, "data");
  for (const text of past) {
    const file = join(folder, "past.txt");
    writeFileSync(file, text);
    const args = ["tsdb", "create-blocks-from", "openmetrics", "--quiet", file, data];
    const { status, stderr } = spawnSync(findProgram("promtool") ?? "promtool", args, { encoding: "utf8" });
    if (status !== 0) throw new Error(`promtool does not take the past: ${stderr}`);
  }
  const address = `127.0.0.1:${await freePort()}`;
  const job = scraped
    ? `{ job_name: ${scraped.job}, static_configs: [{ targets: ["${scraped.target}"] }] }`
    : "";
  const each = "global: { scrape_interval: 1s, scrape_timeout: 1s }";
  writeFileSync(join(folder, "prometheus.yml"), `${each}\nscrape_configs: [${job}]\n`);
  const args = [
    ...[`--config.file=${join(folder, "prometheus.yml")}`, `--storage.tsdb.path=${data}`],
    ...[
      "--storage.tsdb.retention.time=500d",
      `--web.listen-address=${address}`,
      "--log.level=warn",
      ...flags,
    ],
  ];
  const begin = () => run("prometheus", args, `http://${address}/-/ready`);
  let child = await begin();
  return {
    url: `http://${address}`,
    kill: () => endProcess(child, "SIGKILL"),
    async start() {
      child = await begin();
    },
    async stop() {
      await endProcess(child, "SIGTERM");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Matrix = { metric: Record<string, string>; values: [at: number, value: string][] }[];

/** The part that sends is that of docs/pools.md; a scrape is told in several requests, two of them at once. */
function configuration({ job, target, receiver, key }: PrometheusPlan, keyFile: string): string {
  const documented = readFileSync("docs/pools.md", "utf8").match(/```yaml\n(remote_write:[\s\S]*?)```/)?.[1];
  if (!documented || key === "") throw new Error("There is nothing to send by, or no key.");
  const queue =
    "{ max_samples_per_send: 20, batch_send_deadline: 200ms, min_shards: 2, max_shards: 2, max_backoff: 500ms }";
  const sending = documented
    .replace(/https:\S+/, `${receiver}\n    queue_config: ${queue}`)
    .replace(/credentials_file: \S+/, `credentials_file: ${keyFile}`);
  return `
global: { scrape_interval: 1s, scrape_timeout: 1s }
scrape_configs:
  - job_name: ${job}
    static_configs: [{ targets: ["${target}"] }]
${sending}`;
}

/** Starts a program, and waits until it answers at the address. */
async function run(
  name: string,
  args: readonly string[],
  answersAt: string,
  env: Record<string, string> = {},
): Promise<ChildProcess> {
  const child = spawn(findProgram(name) ?? name, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (piece) => {
      said = `${said}${piece}`.slice(-20_000);
    });
  const answers = async () => (await fetch(answersAt).catch(() => null))?.ok === true;
  await untilAnswering(name, child, answers, () => said);
  return child;
}
