import type { IncomingMessage, ServerResponse } from "node:http";
import { beforeEach, describe, expect, it } from "vitest";
import { forgetSingleton } from "@/lib/core/singleton";
import { AGAIN_HEADER, PEER_HEADER } from "@/lib/web/request-headers";
import {
  asksPerMinute,
  countMiss,
  holdStatusDoor,
  isStatusPage,
  missesPerMinute,
  waitForStatus,
} from "@/lib/web/status-door";

beforeEach(() => forgetSingleton("status-limits"));

const here = "192.0.2.7";

/** A request as our server hands it over, and what became of it. */
function ask(url: string, more: { method?: string; headers?: Record<string, string> } = {}) {
  const answer = { status: 0, headers: {} as Record<string, unknown>, body: "" };
  const response = {
    setHeader: (name: string, value: string) => {
      answer.headers[name] = value;
    },
    writeHead(status: number, headers: Record<string, string>) {
      answer.status = status;
      Object.assign(answer.headers, headers);
      return response;
    },
    end: (body: string) => {
      answer.body = body;
    },
  };
  const request = { url, method: more.method ?? "GET", headers: { [PEER_HEADER]: here, ...more.headers } };
  const held = holdStatusDoor(
    request as unknown as IncomingMessage,
    response as unknown as ServerResponse<IncomingMessage>,
  );
  return { held, ...answer, again: (request.headers as Record<string, string>)[AGAIN_HEADER] };
}

describe("pages behind links to updates", () => {
  it.each([
    ["/status/abc", true],
    ["/status", true],
    ["/%73tatus/abc", true],
    ["//status/abc?again=1", true],
    ["/status%2Fabc", true],
    ["/statuses/abc", false],
    ["/incidents/status/x", false],
    ["/?x=/status/abc", false],
    ["/%E0%A4%A", false],
  ])("%s: %s", (url, expected) => expect(isStatusPage(url)).toBe(expected));

  it("tell no other site and no search engine where they stand", () => {
    expect(ask("/status/abc")).toMatchObject({
      held: false,
      headers: { "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow" },
    });
    expect(ask("/incidents").headers).toEqual({});
  });

  it.each([
    ["/status/abc", {}, "no"],
    ["/status/abc", { headers: { [AGAIN_HEADER]: "yes" } }, "no"],
    ["/status/abc?again=1", {}, "yes"],
    ["/status/abc", { headers: { rsc: "1" } }, "yes"],
    ["/status/abc", { method: "HEAD" }, "yes"],
  ])("%s with %j is asked for again: %s", (url, more, again) => {
    expect(ask(url, more).again).toBe(again);
  });
});

describe("an address that asks too often", () => {
  it("is told to wait, and others are not", () => {
    for (let count = 0; count < asksPerMinute; count += 1) expect(ask("/status/abc").held).toBe(false);
    expect(ask("/status/abc")).toMatchObject({
      ...{ held: true, status: 429, body: "Too many requests from your network. Try again in 1 s.\n" },
      headers: { "Retry-After": "1", "Cache-Control": "no-store" },
    });
    expect(ask("/status/abc", { headers: { [PEER_HEADER]: "192.0.2.8" } }).held).toBe(false);
    expect(ask("/incidents").held).toBe(false);
  });

  it("behind a trusted proxy is the client's, not the proxy's", () => {
    const from = (client: string) =>
      ask("/status/abc", { headers: { [PEER_HEADER]: "127.0.0.1", "x-forwarded-for": client } });
    for (let count = 0; count < asksPerMinute; count += 1) from("198.51.100.1");
    expect([from("198.51.100.1").held, from("198.51.100.2").held]).toEqual([true, false]);
  });

  it("is stopped after thirty links that open nothing, until one more may be tried", () => {
    for (let count = 0; count < missesPerMinute; count += 1) {
      expect(waitForStatus(here, 1_000)).toBeNull();
      countMiss(here, 1_000);
    }
    expect(waitForStatus(here, 1_000)).toBe(2);
    expect(waitForStatus(here, 2_999)).toBe(1);
    expect(waitForStatus(here, 3_000)).toBeNull();
    expect(waitForStatus("192.0.2.8", 1_000)).toBeNull();
  });
});
