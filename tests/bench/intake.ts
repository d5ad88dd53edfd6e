import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { createApiKey } from "../../lib/people/api-keys/commands";
import { writeBytes } from "../lib/pools/intake/peers";
import { leave, workOn } from "../support/open-world";
import { databaseOf } from "../support/product-database";
import { type Visitor, visitor } from "../support/visitor";
import type { Line } from "./line";
import { residentMb } from "./machine";
import { growthOf } from "./memory";
import { measure, ratio, timesOf } from "./rounds";
import type { Setting } from "./setting";

const samples = 500;
const told = ["active", "idle", "pending", "max"] as const;
const instances = samples / told.length;
/** Series of no instance, which nothing shows. */
const firstOfNobody = 1_000_000;

/**
 * Remote write of 500 samples a request, HTTP and all, one request after the other, beside what a bare connection to the
 * same server takes for the same 500 numbers, a row each: `insert … select unnest()` that passes over what is there, and
 * COPY. And what it takes for the rows that we make of them, one an instance and instant.
 */
export async function intake(
  setting: Setting,
  other: Setting,
  effort: { rounds: number; perRound: number; requests: number },
): Promise<Line[]> {
  const client = new pg.Client({ connectionString: databaseOf(setting.product).superuserUrl });
  await client.connect();
  try {
    await client.query(
      "create table bench_sample (series_id int, at timestamptz(3), value float8, primary key (series_id, at))",
    );
    const write = await writing(setting);
    const bare = bareWriting(client);
    const subjects = [
      { name: "intake", ...sending(1, write) },
      { name: "four", ...sending(4, write) },
      { name: "empty", once: () => write(writeBytes([])) },
      ...Object.entries(bare).map(([name, once]) => ({ name, once })),
    ];
    const times = await measure(subjects, effort);
    const [ours, unnest] = [timesOf(times, "intake"), timesOf(times, "unnest")];
    const { ratio: figure, least, most } = ratio(unnest, ours);
    const perSecond = ({ median: ms }: { median: number }, at = 1) =>
      Math.round(((at * samples) / ms) * 1_000);
    return [
      {
        name: `Remote write, ${samples} samples a request: samples/s as a share of bare unnest inserts`,
        ...{ figure, unit: "×", goal: { least: 0.6 } },
        beside: {
          ...{ range: `${least.toFixed(2)} to ${most.toFixed(2)}`, ms: ours.median, p95: ours.p95 },
          "ms of a request without samples": timesOf(times, "empty").median,
          ...{ "samples/s": perSecond(ours), "samples/s of unnest": perSecond(unnest) },
          "samples/s of four senders at once": perSecond(timesOf(times, "four"), 4),
          "samples/s of COPY": perSecond(timesOf(times, "copy")),
          "share of COPY": ratio(timesOf(times, "copy"), ours).ratio,
          [`share of an upsert of its ${instances} rows`]: ratio(timesOf(times, "rows"), ours).ratio,
        },
      },
      await memoryOf(setting, other, () => write(request()), effort.requests),
    ];
  } finally {
    await client.query("drop table if exists bench_sample");
    await client.query("delete from pool_sample where series_id >= $1", [firstOfNobody]);
    await client.end();
    await leave();
  }
}

/** So many requests at once, each made anew outside the time. */
function sending(count: number, write: (body: Buffer) => Promise<void>) {
  let bodies: Buffer[] = [];
  return {
    once: () => Promise.all(bodies.map(write)),
    prepare() {
      bodies = Array.from({ length: count }, request);
    },
  };
}

/** Sends a body as Prometheus does, with a key of Ben's: one of another name is another source. */
export async function writing({ product, scene }: Setting, name = "bench of senders") {
  await workOn(product);
  const { token } = await createApiKey(
    { ...scene.ben, now: new Date() },
    { name, scopes: ["metrics:write"] },
  );
  const sender: Visitor = visitor(product.url);
  const headers = {
    authorization: `Bearer ${token}`,
    ...{ "content-type": "application/x-protobuf", "content-encoding": "snappy" },
  };
  return async (body: Buffer) => {
    const { status, body: says } = await sender.ask("/api/v1/write", { method: "POST", headers, body });
    if (status !== 204) throw new Error(`/api/v1/write answered ${status}: ${says}`);
  };
}

let last = 0;

/** The next instant: as the clock goes, and never the same twice. */
function instant(): Date {
  last = Math.max(last + 1, Date.now());
  return new Date(last);
}

/** What HikariCP tells of 125 instances of 25 pools, scraped at once. */
function request(): Buffer {
  const at = instant();
  return writeBytes(
    Array.from({ length: samples }, (_, index) => {
      const place = Math.floor(index / told.length);
      const labels = {
        ...{ __name__: `hikaricp_connections_${told[index % told.length]}`, job: "checkout" },
        ...{ pool: `HikariPool-${place % 25}`, instance: `10.0.0.${place}:8080` },
      };
      return { labels, samples: [[index % told.length === 3 ? 50 : index % 20, at]] };
    }),
  );
}

function bareWriting(client: pg.Client): Record<string, () => Promise<unknown>> {
  const series = Array.from({ length: samples }, (_, index) => index);
  const rows = Array.from({ length: instances }, (_, index) => firstOfNobody + index);
  return {
    unnest() {
      const at = instant();
      return client.query(
        "insert into bench_sample select * from unnest($1::int[], $2::timestamptz[], $3::float8[]) on conflict do nothing",
        [series, series.map(() => at), series.map((index) => index % 20)],
      );
    },
    copy() {
      const at = instant().toISOString();
      const lines = series.map((index) => `${index}\t${at}\t${index % 20}\n`).join("");
      return pipeline(Readable.from([lines]), client.query(copyFrom("copy bench_sample from stdin")));
    },
    rows() {
      const at = instant();
      const of = (value: number) => rows.map(() => value);
      return client.query(
        `insert into pool_sample (series_id, at, "max", used, idle, waiting)
         select * from unnest($1::int[], $2::timestamptz[], $3::int[], $4::int[], $5::int[], $6::int[])
         on conflict (series_id, at) do update set "max" = excluded."max", used = excluded.used`,
        [rows, rows.map(() => at), of(50), of(7), of(9), of(0)],
      );
    },
  };
}

/** Resident memory while requests go on to come, after each tenth of them; beside it a product that nobody sends anything. */
async function memoryOf(
  { product }: Setting,
  other: Setting,
  once: () => Promise<void>,
  requests: number,
): Promise<Line> {
  const [ours, idle] = [product, other.product].map(({ program }) => program.child.pid ?? 0);
  const stretch = Math.max(1, Math.floor(requests / 10));
  const atStart = residentMb(ours ?? 0);
  const [resident, atRest]: [number[], number[]] = [[], []];
  for (let sent = 1; sent <= stretch * 10; sent++) {
    await once();
    if (sent % stretch !== 0) continue;
    resident.push(residentMb(ours ?? 0));
    atRest.push(residentMb(idle ?? 0));
  }
  const line = growthOf(
    `Memory over ${(stretch * 10 * samples).toLocaleString("en")} samples written`,
    resident,
  );
  const series = (all: readonly number[]) => all.map(Math.round).join(" ");
  const beside = { "MB at start": atStart, series: series(resident), ...line.beside };
  return { ...line, beside: { ...beside, "series of a product at rest": series(atRest) } };
}
