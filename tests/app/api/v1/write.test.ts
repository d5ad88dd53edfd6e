import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { POST as deliver, DELETE as remove } from "@/app/api/v1/write/route";
import { setClock } from "@/lib/core/clock";
import { database } from "@/lib/core/database";
import { closePool } from "@/lib/core/pool";
import { forgetSingleton } from "@/lib/core/singleton";
import { createApiKey } from "@/lib/people/api-keys/commands";
import { listPools } from "@/lib/pools/queries";
import { freePort } from "@/lib/start/postgres/server";
import { encoded, packed, type Series, writeBytes } from "../../../lib/pools/intake/peers";
import { keyOf } from "../../../support/api";
import { beginning, type Cast, cast } from "../../../support/cast";
import { later, minutes } from "../../../support/clock";

let people: Cast;
let key: string;

beforeAll(async () => {
  people = await cast();
  key = await keyOf(people.ben, ["metrics:write"]);
});

beforeEach(() => setClock(() => beginning));

afterEach(() => {
  setClock(null);
  delete process.env.HIGHWATER_API_RATE_PER_MINUTE;
  forgetSingleton("api-limits");
});

const prometheus = {
  "Content-Type": "application/x-protobuf",
  "Content-Encoding": "snappy",
  "X-Prometheus-Remote-Write-Version": "0.1.0",
  "User-Agent": "Prometheus/2.42.0",
};

async function send(bytes: Buffer, headers: Record<string, string> = {}) {
  const given = { Authorization: `Bearer ${key}`, ...prometheus, ...headers };
  const response = await deliver(
    new Request("http://localhost:3000/api/v1/write", {
      method: "POST",
      headers: given,
      body: new Uint8Array(bytes),
    }),
  );
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const series = (value: number, at = beginning, labels: Record<string, string> = {}): Series => ({
  labels: {
    __name__: "hikaricp_connections_active",
    pool: "main",
    job: "checkout",
    instance: "a:8080",
    ...labels,
  },
  samples: [[value, at]],
});
const max: Series = { ...series(50), labels: { ...series(50).labels, __name__: "hikaricp_connections_max" } };

describe("remote write", () => {
  it("is taken without a word", async () => {
    expect(await send(writeBytes([series(41), max]))).toMatchObject({ status: 204, text: "" });
    const pools = await listPools({ ...people.cleo, now: beginning });
    expect(pools).toMatchObject([
      { name: "checkout · main", used: 41, max: 50, source: { kind: "remote_write" } },
    ]);
    expect(pools[0]?.instances[0]?.name).toBe("a:8080");
  });

  it.each<[string, Series[]]>([
    ["nothing", []],
    ["a series that ended", [series(Number.NaN)]],
    ["metrics of other things", [{ labels: { __name__: "up", job: "x" }, samples: [[1, beginning]] }]],
  ])("of %s is taken without a word", async (_, told) => {
    expect((await send(writeBytes(told))).status).toBe(204);
  });

  it.each<[string, Series, RegExp]>([
    ["negative", series(-1), /negative/],
    ["endless", series(Number.POSITIVE_INFINITY), /infinite/],
    ["from ahead", series(1, later(beginning, minutes(10))), /ahead of our clock/],
    ["from 1970", series(1, new Date(0)), /before what is kept/],
    ["without a pool", series(1, beginning, { pool: "" }), /names no pool/],
    ["without a name", { labels: { pool: "x" }, samples: [[1, beginning]] }, /__name__/],
  ])(
    "with a sample that cannot be (%s) is refused for good, and the rest is kept",
    async (what, wrong, says) => {
      const pool = `good beside ${what}`;
      const answer = await send(writeBytes([wrong, series(7, beginning, { pool })]));
      expect(answer).toMatchObject({ status: 400, text: expect.stringMatching(says) });
      expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
      const pools = await listPools({ ...people.cleo, now: beginning });
      expect(pools.find(({ name }) => name === `checkout · ${pool}`)?.used).toBe(7);
    },
  );

  it.each<[string, Buffer, number]>([
    ["is nothing", Buffer.alloc(0), 400],
    [
      "is not packed",
      encoded("WriteRequest", { timeseries: [{ labels: [{ name: "a", value: "b" }] }] }),
      400,
    ],
    ["holds something else", packed(Buffer.from("<html>")), 400],
    ["is cut short", writeBytes([series(1)]).subarray(0, 30), 400],
    ["declares four gigabytes", Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0, 97]), 413],
    ["is packed sixty-five megabytes", packed(Buffer.alloc(65 * 1_048_576)), 413],
  ])("that %s is refused for good", async (_, body, status) => {
    expect((await send(body)).status).toBe(status);
  });

  it.each<[string, Record<string, string>]>([
    ["version 2", { "Content-Type": "application/x-protobuf;proto=io.prometheus.write.v2.Request" }],
    ["JSON", { "Content-Type": "application/json" }],
    ["gzip", { "Content-Encoding": "gzip" }],
    ["nothing packed", { "Content-Encoding": "" }],
  ])("is not read as %s", async (_, headers) => {
    expect((await send(writeBytes([series(1)]), headers)).status).toBe(415);
  });

  it("is read with the message of version 1 in its type", async () => {
    const headers = { "Content-Type": 'application/x-protobuf; proto="prometheus.WriteRequest"' };
    expect((await send(writeBytes([series(41)]), headers)).status).toBe(204);
  });

  it("is asked for again when our own database is away, and taken when it is back", async () => {
    const address = process.env.DATABASE_URL;
    const connectTo = async (url: string | undefined) => {
      await closePool();
      forgetSingleton("settings");
      if (url !== undefined) process.env.DATABASE_URL = url;
    };
    await connectTo(`postgres://nobody:nothing@127.0.0.1:${await freePort()}/none`);
    const answer = await send(writeBytes([series(41)]));
    await connectTo(address);
    expect(answer).toMatchObject({
      status: 503,
      text: expect.stringMatching(/Sending it again does no harm/),
    });
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(answer.text).not.toMatch(/127\.0\.0\.1|ECONN/);
    expect((await send(writeBytes([series(41)]))).status).toBe(204);
  });

  it("is asked for again when a sender has too much, and for good a minute later", async () => {
    const { token } = await createApiKey(people.lea, { name: "crowd", scopes: ["metrics:write"] });
    const crowd = (at: Date) =>
      writeBytes(Array.from({ length: 10_000 }, (_, index) => series(1, at, { instance: `i${index}` })));
    const headers = { Authorization: `Bearer ${token}` };
    const first = await send(crowd(beginning), headers);
    expect(first).toMatchObject({ status: 503, text: expect.stringMatching(/^8,000 points were not taken/) });
    expect(Number(first.headers.get("retry-after"))).toBeGreaterThan(0);
    const next = later(beginning, minutes(2));
    setClock(() => next);
    expect(await send(writeBytes([series(2, next, { instance: "i1" })]), headers)).toMatchObject({
      status: 204,
    });
    expect(await send(crowd(next), headers)).toMatchObject({ status: 400 });
  });
});

describe("who writes", () => {
  const basic = (text: string) => ({ Authorization: `Basic ${Buffer.from(text).toString("base64")}` });

  it("may have the key as a password, under any name", async () => {
    expect((await send(writeBytes([series(41)]), basic(`prometheus:${key}`))).status).toBe(204);
    expect((await send(writeBytes([series(41)]), basic(`:${key}`))).status).toBe(204);
  });

  it.each<[string, () => Record<string, string>]>([
    ["nothing", () => ({ Authorization: "" })],
    ["a wrong password", () => basic("prometheus:wrong")],
    ["no password", () => basic("prometheus")],
    ["the key as a name", () => basic(`${key}:`)],
    ["something that is not encoded", () => ({ Authorization: "Basic ?!" })],
    ["an unknown key", () => ({ Authorization: `Bearer hw_abcdefgh_${"x".repeat(43)}` })],
  ])("brings a key that works: not %s", async (_, headers) => {
    expect(await send(writeBytes([series(41)]), headers())).toMatchObject({ status: 401 });
  });

  it("has the scope for it", async () => {
    const token = await keyOf(people.ben, ["incidents:write", "services:read"]);
    expect((await send(writeBytes([series(41)]), { Authorization: `Bearer ${token}` })).status).toBe(403);
    expect(await database().poolSource.count({ where: { name: { contains: "deploy bot" } } })).toBeLessThan(
      2,
    );
  });

  it("is never told 429, which need not be sent again", async () => {
    process.env.HIGHWATER_API_RATE_PER_MINUTE = "1";
    forgetSingleton("api-limits");
    expect((await send(writeBytes([series(41)]))).status).toBe(204);
    const answer = await send(writeBytes([series(41)]));
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  it("only posts", async () => {
    const answer = await remove(new Request("http://localhost:3000/api/v1/write", { method: "DELETE" }));
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "OPTIONS, POST"]);
  });
});
