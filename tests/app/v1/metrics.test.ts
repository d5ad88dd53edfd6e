import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { POST as deliver, GET as read } from "@/app/v1/metrics/route";
import { databaseNow, setClock } from "@/lib/core/clock";
import { database, sql } from "@/lib/core/database";
import { forgetSingleton } from "@/lib/core/singleton";
import { createApiKey, revokeApiKey } from "@/lib/people/api-keys/commands";
import { listPools } from "@/lib/pools/queries";
import { decoded, gauges, hikari, otlpBytes } from "../../lib/pools/intake/peers";
import { keyOf } from "../../support/api";
import { beginning, type Cast, cast } from "../../support/cast";

const types = { protobuf: "application/x-protobuf", json: "application/json" } as const;
type Format = keyof typeof types;

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

const body = (service = "checkout") =>
  gauges({ "service.name": service, "host.name": "a" }, hikari("main", beginning, { active: 41, idle: 9 }));

/** Sends a body, and reads the answer in the form that its type says. */
async function send(
  bytes: Buffer | ReadableStream<Uint8Array>,
  { token = key, headers = {} }: { token?: string | undefined; headers?: Record<string, string> } = {},
) {
  const request = new Request("http://localhost:3000/v1/metrics", {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": types.json, ...headers },
    body: bytes instanceof Buffer ? new Uint8Array(bytes) : bytes,
    duplex: "half",
  } as RequestInit);
  const response = await deliver(request);
  return {
    status: response.status,
    headers: response.headers,
    type: response.headers.get("content-type"),
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

const statusIn = ({ bytes, type }: { bytes: Buffer; type: string | null }) =>
  type === types.json ? JSON.parse(bytes.toString()) : decoded("Status", bytes);

describe.each<Format>(["protobuf", "json"])("metrics in %s", (format) => {
  const headers = { "Content-Type": types[format] };

  it.each<[string, (bytes: Buffer) => Buffer, Record<string, string>]>([
    ["as they are", (bytes) => bytes, {}],
    ["packed", (bytes) => gzipSync(bytes), { "Content-Encoding": "gzip" }],
    [
      "with a type in capitals and a parameter",
      (bytes) => bytes,
      { "Content-Type": `${types[format].toUpperCase()}; charset=utf-8` },
    ],
  ])("are taken %s, and answered in their own form", async (_, pack, more) => {
    const answer = await send(pack(otlpBytes(body(format), format)), { headers: { ...headers, ...more } });
    expect([answer.status, answer.type, answer.bytes.toString()]).toEqual([
      200,
      types[format],
      format === "json" ? "{}" : "",
    ]);
    const pools = await listPools({ ...people.cleo, now: beginning });
    expect(pools.find(({ name }) => name === `${format} · main`)).toMatchObject({ used: 41, max: 50 });
  });

  it("that hold nothing are taken", async () => {
    expect((await send(otlpBytes({}, format), { headers })).status).toBe(200);
  });

  it("of which some cannot be are taken in part, and the sender is told of how many and why", async () => {
    const wrong = hikari("main", new Date(0), { active: 1 });
    const mixed = gauges({ "service.name": "checkout" }, [
      ...wrong,
      ...hikari("main", beginning, { active: 2 }),
    ]);
    const answer = await send(otlpBytes(mixed, format), { headers });
    expect([answer.status, answer.type]).toEqual([200, types[format]]);
    const { partialSuccess } = (
      format === "json"
        ? JSON.parse(answer.bytes.toString())
        : decoded("ExportMetricsServiceResponse", answer.bytes)
    ) as { partialSuccess: { rejectedDataPoints: number | string; errorMessage: string } };
    expect(Number(partialSuccess.rejectedDataPoints)).toBe(4);
    expect(partialSuccess.errorMessage).toMatch(
      /^4 points were not taken\. hikaricp\.connections\.active: Its time/,
    );
  });

  it.each<[string, (good: Buffer) => Buffer, Record<string, string>]>([
    ["are cut short", (good) => good.subarray(0, good.length - 3), {}],
    ["are something else", () => Buffer.from("<html>"), {}],
    ["say that they are packed, and are not", (good) => good, { "Content-Encoding": "gzip" }],
    ["are packed and cut short", (good) => gzipSync(good).subarray(0, 40), { "Content-Encoding": "gzip" }],
  ])("that %s are refused for good", async (_, spoil, more) => {
    const answer = await send(spoil(otlpBytes(body(), format)), { headers: { ...headers, ...more } });
    expect([answer.status, answer.type]).toEqual([400, types[format]]);
    expect(statusIn(answer)).toMatchObject({ code: 3, message: expect.stringMatching(/\.$/) });
  });

  it("of a sender that has too much are asked for again later, and those that are known were kept", async () => {
    const told = Array.from({ length: 201 }, (_, index) =>
      hikari(`pool-${index}`, beginning, { active: 1 }),
    ).flat();
    const { token } = await createApiKey(people.lea, { name: `crowd ${format}`, scopes: ["metrics:write"] });
    const answer = await send(otlpBytes(gauges({ "service.name": `crowd ${format}` }, told), format), {
      headers,
      token,
    });
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(statusIn(answer)).toMatchObject({ code: 8, message: expect.stringMatching(/at most 200 pools/) });
    expect(await database().pool.count({ where: { toldService: `crowd ${format}` } })).toBe(200);
  });
});

describe("a body", () => {
  const declared = (bytes: number) => ({ "Content-Length": String(bytes) });
  const endless = () => {
    const state = { taken: 0 };
    const chunk = new Uint8Array(1_048_576);
    const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
      state.taken += chunk.length;
      controller.enqueue(chunk);
    };
    return { state, stream: new ReadableStream<Uint8Array>({ pull }, { highWaterMark: 0 }) };
  };

  it("of 17 MB is refused by its length before it is read", async () => {
    const { state, stream } = endless();
    expect((await send(stream, { headers: declared(17_000_000) })).status).toBe(413);
    expect(state.taken).toBe(0);
  });

  it("without an end is refused after 16 MB", async () => {
    const { state, stream } = endless();
    const answer = await send(stream);
    expect(answer.status).toBe(413);
    expect(statusIn(answer)).toMatchObject({ code: 8 });
    expect(state.taken).toBeLessThanOrEqual(18 * 1_048_576);
  });

  it("of which the length is not told is taken", async () => {
    const parts = [
      ...(otlpBytes(body(), "json")
        .toString()
        .match(/.{1,100}/gs) ?? []),
    ];
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const part of parts) controller.enqueue(new TextEncoder().encode(part));
        controller.close();
      },
    });
    expect((await send(stream)).status).toBe(200);
  });

  it("that unpacks to a gigabyte is refused when it has become too much", async () => {
    const bomb = gzipSync(Buffer.alloc(256 * 1_048_576, " "));
    const bombs = Buffer.concat([bomb, bomb, bomb, bomb]);
    expect(bombs.length).toBeLessThan(2 * 1_048_576);
    const before = process.memoryUsage().rss;
    const answer = await send(bombs, { headers: { "Content-Encoding": "gzip" } });
    expect(answer.status).toBe(413);
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1_048_576);
  });

  it.each([
    ["text/plain", ""],
    ["application/grpc", ""],
    ["", ""],
    [types.json, "deflate"],
    [types.json, "zstd"],
    [types.protobuf, "snappy"],
  ])("is not read as %s, packed by %j", async (type, encoding) => {
    const answer = await send(otlpBytes(body(), "json"), {
      headers: { "Content-Type": type, "Content-Encoding": encoding },
    });
    expect(answer.status).toBe(415);
    expect(statusIn(answer)).toMatchObject({ code: 3 });
  });
});

describe("who sends", () => {
  it.each<[string, () => Promise<string> | string, number]>([
    ["no key", () => "", 401],
    ["an unknown key", () => `hw_abcdefgh_${"x".repeat(43)}`, 401],
    ["a key without the scope", () => keyOf(people.ben, ["incidents:write"]), 403],
  ])("%s is refused", async (_, tokenOf, status) => {
    const before = await database().pool.count();
    const answer = await send(otlpBytes(body(), "json"), { token: await tokenOf() });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/);
    expect(await database().pool.count()).toBe(before);
  });

  it("a key that was revoked is refused from then on", async () => {
    const made = await createApiKey(people.ben, { name: "short", scopes: ["metrics:write"] });
    const sent = async () => (await send(otlpBytes(body(), "json"), { token: made.token })).status;
    expect(await sent()).toBe(200);
    await revokeApiKey(people.ben, { keyId: made.keyId });
    expect(await sent()).toBe(401);
  });

  it("a person who may only look any more has a key that no longer sends", async () => {
    const token = await keyOf(people.lea, ["metrics:write"]);
    await database().person.update({ where: { id: people.lea.actor.id }, data: { role: "viewer" } });
    expect((await send(otlpBytes(body(), "json"), { token })).status).toBe(403);
    await database().person.update({ where: { id: people.lea.actor.id }, data: { role: "lead" } });
  });

  it("a key that sends too often is told when to come back", async () => {
    process.env.HIGHWATER_API_RATE_PER_MINUTE = "2";
    forgetSingleton("api-limits");
    const statuses = [];
    for (let turn = 0; turn < 3; turn += 1) statuses.push(await send(otlpBytes(body(), "json")));
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(Number(statuses[2]?.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  it("only posts", async () => {
    const answer = await read(new Request("http://localhost:3000/v1/metrics"));
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "OPTIONS, POST"]);
  });
});

describe("the OpenTelemetry SDK", () => {
  let server: Server;
  let url: string;
  const statuses: number[] = [];

  beforeAll(async () => {
    server = createServer(async (asked, answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of asked) chunks.push(chunk as Buffer);
      const headers = new Headers(
        Object.entries(asked.headers).map(([name, value]): [string, string] => [name, String(value)]),
      );
      const response = await deliver(
        new Request("http://localhost:3000/v1/metrics", {
          method: "POST",
          headers,
          body: new Uint8Array(Buffer.concat(chunks)),
        }),
      );
      statuses.push(response.status);
      answer.writeHead(response.status, Object.fromEntries(response.headers));
      answer.end(Buffer.from(await response.arrayBuffer()));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/metrics`;
    return () => new Promise<void>((resolve) => server.close(() => resolve()));
  });

  it("delivers a pool as it tells of it, in one state after the other", async () => {
    const { OTLPMetricExporter } = await import("@opentelemetry/exporter-metrics-otlp-http");
    const { MeterProvider, PeriodicExportingMetricReader } = await import("@opentelemetry/sdk-metrics");
    const { resourceFromAttributes } = await import("@opentelemetry/resources");
    setClock(null);
    const token = await keyOf({ ...people.lea, now: await databaseNow() }, ["metrics:write"]);
    const exporter = new OTLPMetricExporter({ url, headers: { Authorization: `Bearer ${token}` } });
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
    const resource = resourceFromAttributes({ "service.name": "booking", "service.instance.id": "pod-7" });
    const provider = new MeterProvider({ resource, readers: [reader] });
    const meter = provider.getMeter("pool");
    const pool = { "db.client.connection.pool.name": "orders" };
    const count = meter.createUpDownCounter("db.client.connection.count", { unit: "{connection}" });
    count.add(41, { ...pool, "db.client.connection.state": "used" });
    count.add(9, { ...pool, "db.client.connection.state": "idle" });
    meter.createObservableGauge("db.client.connection.max").addCallback((result) => result.observe(50, pool));
    meter.createCounter("http.requests").add(7);
    const wait = meter.createHistogram("db.client.connection.wait_time", {
      unit: "s",
      advice: { explicitBucketBoundaries: [0.1, 1, 10] },
    });
    wait.record(0.05, pool);
    await provider.forceFlush();
    for (let each = 0; each < 100; each += 1) wait.record(0.5, pool);
    count.add(4, { ...pool, "db.client.connection.state": "used" });
    await provider.forceFlush();
    await provider.shutdown();
    expect(new Set(statuses)).toEqual(new Set([200]));
    const rows = await sql<{ used: number; idle: number; max: number; wait: number | null }>(
      `select s.used, s.idle, s."max", s.acquire_wait_p95_ms as wait from pool_sample s
         join pool_instance i on i.id = s.series_id join pool p on p.id = i.pool_id
        where p.name = 'booking · orders' and i.name = 'pod-7' order by s.at`,
    );
    expect(rows[0]).toEqual({ used: 41, idle: 9, max: 50, wait: null });
    expect(rows[1]).toMatchObject({ used: 45, idle: 9, max: 50 });
    // A hundred callers waited between 0.1 and 1 s: the 95th of them 0.955 s, as a line through the bucket has it.
    expect(rows[1]?.wait).toBeCloseTo(955, 0);
  });
});
