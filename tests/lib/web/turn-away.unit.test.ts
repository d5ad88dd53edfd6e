import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { turnAway, whyTurnedAway } from "@/lib/web/turn-away";

const post = (url: string, headers: Record<string, string>) =>
  whyTurnedAway({ method: "POST", url, headers })?.status ?? null;

const MIB = 1_048_576;

describe("the length of a body", () => {
  it.each([
    ["/sign-in", 65_536],
    ["/sign-in?callbackUrl=/x", 65_536],
    ["/set-up", 65_536],
    ["/invitation/abc", 65_536],
    ["/reset-password/abc", 65_536],
    ["/api/auth/callback/credentials", 16_384],
    ["/api/health", 16_384],
    ["/metrics", 16_384],
    ["/settings/import", 12 * MIB],
    ["/", 4 * MIB],
    ["/incidents/INC-2026-0001/post-mortem", 4 * MIB],
    ["/incidents/INC-2026-0001/attachments", 6 * MIB],
    ["/no-such-page", 4 * MIB],
  ])("at %s is at most %i bytes", (url, most) => {
    expect(post(url, { "content-length": String(most) })).toBeNull();
    expect(post(url, { "content-length": String(most + 1) })).toBe(413);
  });

  it("must be told, whatever the method", () => {
    expect(post("/sign-in", { "transfer-encoding": "chunked" })).toBe(411);
    const read = { method: "GET", url: "/sign-in", headers: { "transfer-encoding": "chunked" } };
    expect(whyTurnedAway(read)?.status).toBe(411);
  });

  it("is left to the API where the API reads it, and to nothing that only sounds like it", () => {
    expect(post("/api/v1/imports", { "content-length": "30000000" })).toBeNull();
    expect(post("/api/v1/imports", { "transfer-encoding": "chunked" })).toBeNull();
    expect(post("/api/v11", { "content-length": "30000000" })).toBe(413);
  });

  it("is left to the intakes of machines, which count it as it comes", () => {
    expect(post("/v1/metrics", { "content-length": "30000000" })).toBeNull();
    expect(post("/v1/metrics?x", { "transfer-encoding": "chunked" })).toBeNull();
    expect(post("/api/v1/write", { "transfer-encoding": "chunked" })).toBeNull();
    expect(post("/v2/change/enqueue", { "transfer-encoding": "chunked" })).toBeNull();
    for (const path of ["/v1", "/v1/metrics/x", "/v1/metricsx", "/x/v1/metrics", "/v2/change", "/v2/enqueue"])
      expect(post(path, { "transfer-encoding": "chunked" })).toBe(411);
  });
});

describe("where a request comes from", () => {
  it.each([
    ["cross-site", 403],
    ["same-site", 403],
    ["same-origin", null],
    ["none", null],
  ])("is asked of the browser: %s", (site, status) => {
    expect(post("/sign-in", { "sec-fetch-site": site })).toBe(status);
  });

  it("does not matter for a link that somebody follows", () => {
    expect(
      whyTurnedAway({ method: "GET", url: "/", headers: { "sec-fetch-site": "cross-site" } }),
    ).toBeNull();
  });
});

describe("the method", () => {
  it.each(["TRACE", "TRACK", "PROPFIND", "CONNECT"])("is not %s", (method) => {
    expect(whyTurnedAway({ method, url: "/api/v1/incidents", headers: {} })).toMatchObject({
      status: 405,
      headers: { Allow: "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS" },
    });
  });
});

describe("a server that turns away", () => {
  let server: Server;
  let port: number;
  const seen: string[] = [];

  beforeAll(async () => {
    server = createServer((asked, answer) => {
      if (turnAway(asked, answer)) return;
      seen.push(asked.url ?? "");
      answer.end("in");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    port = (server.address() as AddressInfo).port;
  });

  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

  const send = (path: string, bytes: number, headers: Record<string, string>, method = "POST") =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const asking = request({ host: "127.0.0.1", port, path, method, headers }, (answer) => {
        let body = "";
        answer.on("data", (part) => (body += part));
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body }));
      });
      asking.on("error", reject);
      asking.end(Buffer.alloc(bytes, 97));
    });

  it.each([11, 30])(
    "answers a body of %i MB where a page takes less, and lets nobody read it",
    async (mb) => {
      const bytes = mb * 1_000_000;
      const { status, body } = await send("/sign-in", bytes, { "content-length": String(bytes) });
      expect({ status, body }).toEqual({ status: 413, body: "At most 65,536 bytes are read here.\n" });
      expect(seen).toEqual([]);
    },
  );

  it("refuses a body without a length, and TRACE", async () => {
    expect(await send("/", 10, { "transfer-encoding": "chunked" })).toMatchObject({ status: 411 });
    expect(await send("/", 0, {}, "TRACE")).toMatchObject({ status: 405 });
    expect(seen).toEqual([]);
  });

  it("lets the rest in", async () => {
    expect(await send("/sign-in", 10, { "content-length": "10" })).toEqual({ status: 200, body: "in" });
    expect(seen).toEqual(["/sign-in"]);
  });
});
