import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { loggedPath, withoutSecrets } from "../../../lib/core/redaction";
import { makeToken } from "../../../lib/people/tokens";

describe("a request's path in the log", () => {
  const token = makeToken();
  it.each([
    ["/", "/"],
    ["/incidents/INC-2026-0001?tab=people#top", "/incidents/INC-2026-0001"],
    [`/set-up?token=${token}`, "/set-up"],
    [`/invitation/${token}`, "/invitation/[hidden]"],
    [`/invitation/${token}/more?x=1`, "/invitation/[hidden]/more"],
    ["/invitation/short", "/invitation/[hidden]"],
    [`/reset-password/${token}?again=1`, "/reset-password/[hidden]"],
    [`/anything-else/${token}`, "/anything-else/[hidden]"],
    [
      "/settings/people/01989d2f-7b7a-7c3e-9d7a-2b1f6a0c1d2e",
      "/settings/people/01989d2f-7b7a-7c3e-9d7a-2b1f6a0c1d2e",
    ],
    ["/_next/static/chunks/0a1b2c3d4e5f.js", "/_next/static/chunks/0a1b2c3d4e5f.js"],
  ])("%s is told as %s", (url, path) => {
    expect(loggedPath(url)).toBe(path);
  });

  it("is told in 500 characters at most", () => {
    expect(loggedPath(`/${"x".repeat(10_000)}`)).toHaveLength(500);
  });
});

describe("what may open a door", () => {
  it("is cut out of any text: tokens, whatever they are made of", () => {
    for (let n = 0; n < 500; n += 1) {
      const token = makeToken();
      expect(withoutSecrets(`a fault at /invitation/${token}: "${token}"`)).not.toContain(token);
    }
  });

  it.each([
    [
      "a sealed cookie",
      "highwater-session=eyJhbGciOi.aaa.bbb-_1.ccc.ddd; Path=/",
      "highwater-session=[hidden]; Path=/",
    ],
    ["a bearer token", `authorization: Bearer ${"a1".repeat(12)}`, "authorization: Bearer [hidden]"],
    ["basic credentials", "Authorization: Basic dXNlcjpwYXNzd29yZA==", "Authorization: Basic [hidden]"],
    [
      "the password of an address",
      "postgresql://ada:top-secret@db:5432/x",
      "postgresql://[hidden]@db:5432/x",
    ],
    ["a token in a query", "GET /set-up?token=abc&x=1", "GET /set-up?token=[hidden]&x=1"],
  ])("is cut out of any text: %s", (_what, text, left) => {
    expect(withoutSecrets(text)).toBe(left);
  });

  it("is not mistaken for ids, hashes and names that help to find a fault", () => {
    for (const text of [
      "01989d2f-7b7a-7c3e-9d7a-2b1f6a0c1d2e",
      randomBytes(32).toString("hex"),
      "at lib/reviews/sign-offs/commands.ts:120:11",
      "Basic facts about the bearer of bad news",
      "a-team-with-a-name-that-is-longer-than-forty-characters",
    ])
      expect(withoutSecrets(text)).toBe(text);
  });
});
