import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { database, sql } from "../../../lib/core/database";
import { activeTraceparent, beginSpan, readTraceparent, traced, withinSpan } from "../../../lib/core/trace";
import { enqueue } from "../../../lib/core/work";
import { type RunningTraces, startTracing, tracesEndpoint } from "../../../lib/start/tracing";
import { tick } from "../../../lib/worker/main";
import { type Sent, traceReceiver } from "../../support/trace-receiver";

let receiver: Awaited<ReturnType<typeof traceReceiver>>;
let traces: RunningTraces;

beforeEach(async () => {
  receiver = await traceReceiver();
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url);
  traces = await startTracing(tracesEndpoint() ?? "");
});

let gone = false;
afterEach(async () => {
  await traces.stop();
  vi.unstubAllEnvs();
  if (!gone) await receiver.stop();
  gone = false;
});

/** Everything that the receiver got, after the last was sent. */
async function sent(): Promise<Sent[]> {
  await traces.stop();
  return receiver.got.flatMap(({ spans }) => spans);
}

const INCOMING = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

describe("traces sent by OTLP over HTTP", () => {
  it("continue the trace that a request came with, down to the database connection", async () => {
    const request = beginSpan("GET /teams", {
      kind: "server",
      parent: INCOMING,
      attributes: { "url.path": "/teams" },
    });
    await withinSpan(request, () => traced("command team.create", {}, () => sql("select 1")));
    request?.end({ "http.response.status_code": 200 });
    const spans = await sent();
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(
      new Set(["4bf92f3577b34da6a3ce929d0e0e4736"]),
    );
    const byName = new Map(spans.map((span) => [span.name, span]));
    expect(byName.get("GET /teams")?.parentSpanId).toBe("00f067aa0ba902b7");
    expect(byName.get("command team.create")?.parentSpanId).toBe(byName.get("GET /teams")?.spanId);
    expect(byName.get("database connection")?.parentSpanId).toBe(byName.get("command team.create")?.spanId);
    expect(receiver.got[0]?.path).toBe("/v1/traces");
    expect(receiver.got[0]?.resource).toContainEqual({
      key: "service.name",
      value: { stringValue: "highwater" },
    });
  });

  it("continue in the work that follows from a command, in whichever process it is done", async () => {
    const request = beginSpan("POST /settings/import", { kind: "server" });
    await withinSpan(request, () =>
      database().$transaction((tx) => enqueue(tx, new Date(Date.now() - 1_000), [{ kind: "unheard-of" }])),
    );
    request?.end();
    await tick("a worker");
    const spans = await sent();
    const work = spans.find(({ name }) => name === "work unheard-of");
    expect(work?.parentSpanId).toBe(spans.find(({ name }) => name.startsWith("POST"))?.spanId);
    expect(work?.status.code).toBe(2);
  });

  it("say of a fault of what kind it was, and not what somebody typed", async () => {
    await traced("command x", {}, () => Promise.reject(new TypeError("ada@example.org said"))).catch(
      () => undefined,
    );
    const [span] = await sent();
    expect(span?.status.code).toBe(2);
    expect(span?.attributes).toEqual([{ key: "error.type", value: { stringValue: "TypeError" } }]);
    expect(JSON.stringify(receiver.got)).not.toContain("ada@example.org");
  });

  it("hold up nobody when the receiver is gone", async () => {
    await receiver.stop();
    gone = true;
    expect(await traced("command x", {}, async () => "done")).toBe("done");
    await traces.stop();
  });
});

describe("without an endpoint", () => {
  it("nothing is traced, and no span is made", async () => {
    await traces.stop();
    expect(tracesEndpoint({})).toBeNull();
    expect(beginSpan("GET /")).toBeNull();
    expect(await traced("command x", {}, async () => activeTraceparent())).toBeNull();
  });
});

describe("a W3C traceparent", () => {
  it.each([
    "",
    "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
    "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
    `${INCOMING}-more`,
    undefined,
  ])("that is not well formed (%j) names nothing", (text) => {
    expect(readTraceparent(text)).toBeNull();
  });
});
