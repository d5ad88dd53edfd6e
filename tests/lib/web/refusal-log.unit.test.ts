import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeLog } from "@/lib/core/log";
import { withinRequest } from "@/lib/core/request";
import { forgetSingleton, singleton } from "@/lib/core/singleton";
import { unknownAddress } from "@/lib/web/api/endpoint";
import { accountOf, isTelling, logRefusal } from "@/lib/web/refusal-log";

describe("a refusal", () => {
  it.each([
    ["session.begin", "unauthenticated", []],
    ["session.begin", "rate_limited", []],
    ["session.begin", "invalid", ["code"]],
    ["session.prove", "invalid", ["password"]],
    ["sign-off.give", "invalid", ["code"]],
    ["second-factor.confirm", "invalid", ["code"]],
    ["person.change-password", "invalid", ["currentPassword"]],
    ["person.accept-invitation", "conflict", []],
    ["person.reset-password", "conflict", []],
    ["incident.restrict", "forbidden", []],
    ["incident.list", "insufficient-scope", []],
    ["incident.list", "rate-limited", []],
    ["import.upload", "too_large", []],
  ])("of %s for %s tells of an attack", (action, code, fields) => {
    expect(isTelling({ action, code, fields })).toBe(true);
  });

  it.each([
    ["incident.declare", "invalid", ["title"]],
    ["person.change-password", "invalid", ["newPassword"]],
    ["person.accept-invitation", "invalid", ["password"]],
    ["team.edit", "conflict", []],
    ["incident.get", "not-found", []],
  ])("of %s for %s at %j is a slip", (action, code, fields) => {
    expect(isTelling({ action, code, fields })).toBe(false);
  });
});

describe("the line about a refusal", () => {
  let lines: string[];

  beforeEach(() => {
    lines = [];
    forgetSingleton("log");
    singleton("log", () => makeLog("info", { write: (line) => void lines.push(line) }));
  });

  afterEach(() => forgetSingleton("log"));

  const from = new Headers({ "x-highwater-peer": "203.0.113.5" });

  it("says what, why, from where, by whom and in which request, and names no address of anybody", () => {
    withinRequest({ id: "the-request", personId: "a-person" }, () =>
      logRefusal({ action: "session.begin", code: "unauthenticated" }, from, " Ada@Example.org"),
    );
    expect(JSON.parse(lines[0] ?? "")).toEqual({
      level: "warn",
      time: expect.any(String),
      requestId: "the-request",
      action: "session.begin",
      code: "unauthenticated",
      address: "203.0.113.5",
      personId: "a-person",
      account: accountOf("ada@example.org"),
      msg: "refused",
    });
    expect(lines[0]).not.toMatch(/ada/i);
  });

  it("stays one line whatever somebody puts into an address", () => {
    const forged = new Headers({
      "x-highwater-peer": "127.0.0.1",
      "x-forwarded-for": '"} {"level":"info","msg":"all is well"',
    });
    logRefusal({ action: "session.begin", code: "rate_limited" }, forged);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ level: "warn", msg: "refused" });
  });

  it("is not written about a slip, such as an address of the API that is none", async () => {
    await unknownAddress(new Request("http://localhost/api/v1/nothing"));
    expect(lines).toEqual([]);
  });
});
