import { describe, expect, it } from "vitest";
import { isWebAddress, sayDeploy, whyNotAt } from "@/lib/catalog/deploys/rules";
import { recordDeployInput } from "@/lib/catalog/deploys/schema";
import { at, days, later, minutes } from "../../../support/clock";

const now = at("2026-03-02 09:00 UTC");

describe("the time of a deploy", () => {
  it.each([
    ["now", 0, null],
    ["a clock that is five minutes ahead", minutes(5), null],
    ["a clock that is further ahead", minutes(5) + 1, /has not come/],
    ["far in the future", days(3_000), /has not come/],
    ["400 days ago", -days(400), null],
    ["longer ago", -days(400) - 1, /more than 400 days ago/],
    ["1970", -now.getTime(), /more than 400 days ago/],
  ])("is judged: %s", (_, ms, why) => {
    const said = whyNotAt(later(now, ms), now);
    if (why === null) expect(said).toBeNull();
    else expect(said).toMatch(why);
  });

  it.each([
    ["2026-03-02T09:00:00Z", "2026-03-02T09:00:00.000Z"],
    ["2026-03-02T10:00:00+01:00", "2026-03-02T09:00:00.000Z"],
    ["2020-07-17T08:42:58.315+0000", "2020-07-17T08:42:58.315Z"],
    ["2026-03-02T14:45:00.123456+05:45", "2026-03-02T09:00:00.123Z"],
    ["2026-03-02T09:00:00", null],
    ["2026-02-30T09:00:00Z", null],
    ["yesterday", null],
    [1_772_442_000, null],
  ])("is read of %s", (given, instant) => {
    const read = recordDeployInput.safeParse({ service: "x", summary: "y", at: given });
    expect(read.success ? read.data.at?.toISOString() : null).toBe(instant);
  });
});

describe("a link", () => {
  it.each([
    "https://git.example.org/compare/5.3.1...5.3.2?w=1#files",
    "http://ci.internal:8080/build/2",
    "HTTPS://EXAMPLE.ORG",
  ])("%s may be followed", (text) => expect(isWebAddress(text)).toBe(true));

  it.each([
    "javascript:alert(1)",
    "java\nscript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "//example.org",
    "/settings",
    "https://user:secret@example.org",
    "https://",
    "",
  ])("%j may not", (text) => expect(isWebAddress(text)).toBe(false));
});

describe("a deploy in words", () => {
  const told = { kind: "deploy", summary: "New router", version: "", source: "", environment: null } as const;

  it("says what was changed, and what is known of it", () => {
    expect(sayDeploy(told)).toBe("New router");
    expect(sayDeploy({ ...told, version: "2.31", environment: { name: "Staging" }, source: "ci" })).toBe(
      "New router (2.31, Staging, ci)",
    );
    expect(sayDeploy({ ...told, kind: "config", source: "ci" })).toBe("Configuration: New router (ci)");
  });
});

describe("what is told of a deploy", () => {
  const problems = (more: object) => {
    const read = recordDeployInput.safeParse({ service: "ferries", summary: "Larger ferries", ...more });
    return read.success ? [] : read.error.issues.map(({ path }) => path.join("."));
  };
  const many = (count: number) => Array.from({ length: count }, (_, index) => index);

  it.each<[string, object, string[]]>([
    ["nothing but service and summary", {}, []],
    ["no summary", { summary: " \n " }, ["summary"]],
    ["a summary of 1,024 characters", { summary: "x".repeat(1_024) }, []],
    ["a longer one", { summary: "x".repeat(1_025) }, ["summary"]],
    ["another kind", { kind: "rollback" }, ["kind"]],
    ["a script for a link", { links: [{ href: "javascript:alert(1)" }] }, ["links.0.href"]],
    [
      "a link of 3,000 characters",
      { links: [{ href: `https://x.org/${"x".repeat(3_000)}` }] },
      ["links.0.href"],
    ],
    ["20 links", { links: many(20).map(() => ({ href: "https://x.org" })) }, []],
    ["21 links", { links: many(21).map(() => ({ href: "https://x.org" })) }, ["links"]],
    ["30 details", { details: Object.fromEntries(many(30).map((one) => [`d${one}`, "x"])) }, []],
    ["31 details", { details: Object.fromEntries(many(31).map((one) => [`d${one}`, "x"])) }, ["details"]],
    ["a detail that is no text", { details: { build: 2 } }, ["details.build"]],
    ["a detail of 1,001 characters", { details: { build: "x".repeat(1_001) } }, ["details.build"]],
    ["a detail whose name no database keeps", { details: { "a\0b": "x" } }, ["details.a\0b"]],
  ])("with %s", (_, more, wrong) => expect(problems(more)).toEqual(wrong));
});
