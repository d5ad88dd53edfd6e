import { describe, expect, it } from "vitest";
import { Refusal } from "@/lib/core/refusal";
import { pointerTo, problemKinds, problemOf, problemResponse } from "@/lib/web/api/problem";

describe("a problem", () => {
  it.each([
    ["invalid", 422],
    ["unauthenticated", 401],
    ["forbidden", 403],
    ["not_found", 404],
    ["conflict", 409],
    ["too_large", 413],
    ["rate_limited", 429],
    ["unavailable", 503],
  ] as const)("is what a refusal as %s becomes", async (code, status) => {
    const problem = problemOf(new Refusal(code, "No.", { "items.0.a/b": "Why.", ref: "Which?" }), ["ref"]);
    if (!problem) throw new Error("no problem");
    const response = problemResponse(problem, "00000000-0000-4000-8000-000000000000");
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({
      ...{ status, title: problemKinds[problem.kind].title, detail: "No." },
      instance: "urn:uuid:00000000-0000-4000-8000-000000000000",
      errors: [
        { detail: "Why.", pointer: "#/items/0/a~1b" },
        { detail: "Which?", parameter: "ref" },
      ],
    });
  });

  it.each([
    new Error("timeout exceeded when trying to connect"),
    Object.assign(new Error("gave up"), { code: "57014" }),
    Object.assign(new Error("closed"), { code: "P2028" }),
    new Error("wrapped", { cause: Object.assign(new Error("gone"), { code: "ECONNREFUSED" }) }),
  ])("is an outage where the database did not answer: %s", (error) => {
    expect(problemOf(error, [])).toMatchObject({ kind: "unavailable" });
  });

  it.each([
    new TypeError("x is undefined"),
    Object.assign(new Error("unique"), { code: "P2002" }),
    "text",
    null,
  ])("is none where the fault is ours: %s", (error) => {
    expect(problemOf(error, [])).toBeNull();
  });

  it("points into the body as RFC 9457 does", () => {
    expect([pointerTo([]), pointerTo(["a b", "0", "~"])]).toEqual(["#", "#/a%20b/0/~0"]);
  });
});
