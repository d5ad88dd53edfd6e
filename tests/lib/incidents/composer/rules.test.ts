import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { slashCommands } from "@/lib/incidents/composer/labels";
import { isBegun, readComposed } from "@/lib/incidents/composer/rules";
import { builtInRoles } from "@/lib/incidents/roles/rules";

const logged = (text: string, rest: { kind?: string; time?: string } = {}) => ({
  ...{ does: "log", kind: undefined, time: undefined, text },
  ...rest,
});

describe("an entry", () => {
  test.each([
    ["restart initiated", logged("restart initiated")],
    ["14:40 restart initiated", logged("restart initiated", { time: "14:40" })],
    ["/decision roll back", logged("roll back", { kind: "decision" })],
    ["/Decision 14:40 roll back", logged("roll back", { kind: "decision", time: "14:40" })],
    ["~14:40 /finding 50 of 50 in use", logged("50 of 50 in use", { kind: "finding", time: "~14:40" })],
    ["14:40 /action 14:30 it began", logged("14:30 it began", { kind: "action", time: "14:40" })],
    ["/deploy\nhotfix 8f3c\n- timeout 30 s", logged("hotfix 8f3c\n- timeout 30 s", { kind: "deploy" })],
    ["/update told support", logged("told support", { kind: "communication" })],
    ["/escalate @lea pool is empty", logged("@lea pool is empty", { kind: "escalation" })],
    ["/escalate 14:40 to @lea", logged("to @lea", { kind: "escalation", time: "14:40" })],
    ["", logged("")],
    ["14:40", logged("", { time: "14:40" })],
  ])("%j is %j", (typed, read) => {
    expect(readComposed(typed)).toEqual(read);
  });

  test.each([
    ...["/var is full", "/var", "/data is full", "/tmp/core was written", "/var/log/x has it", "/ is full"],
    ...["/api/v1 answers 500", "/healthz: 503", "/reports?all=1 hangs", "/42 of 50", "a /status word inside"],
  ])("%j is text, slash and all", (typed) => {
    expect(readComposed(typed)).toEqual(logged(typed));
  });

  test("a backslash makes text of a command, and of what is none", () => {
    expect(readComposed("\\/login is slow")).toEqual(logged("/login is slow"));
    expect(readComposed("\\/status page is down")).toEqual(logged("/status page is down"));
    expect(readComposed("14:40 \\/status page is down")).toEqual(
      logged("/status page is down", { time: "14:40" }),
    );
  });
});

describe("a command", () => {
  test.each([
    ["/status monitoring", { does: "status", status: "monitoring", note: "" }],
    ["/status mon: pool is at 12", { does: "status", status: "monitoring", note: "pool is at 12" }],
    ["/STATUS Resolved held for an hour", { does: "status", status: "resolved", note: "held for an hour" }],
    ["/severity p1", { does: "severity", severity: "P1", note: "" }],
    ["/severity 0, all users", { does: "severity", severity: "P0", note: "all users" }],
    ["/severity SEV-2 fewer", { does: "severity", severity: "P2", note: "fewer" }],
    ["/role commander @Lea", { does: "role", role: { key: "commander", name: "Commander" }, handle: "lea" }],
    [
      "/role comms",
      {
        problem:
          "There is no role comms. Write commander, scribe, communications, operations or participant.",
      },
    ],
    ["/role comm lea@example.org", { problem: expect.stringContaining("There is no role comm.") }],
    ["/role scribe me", { does: "role", role: { key: "scribe", name: "Scribe" }, handle: "me" }],
    ["/ack", { does: "ack" }],
  ])("%j is %j", (typed, read) => {
    expect(readComposed(typed)).toEqual(read);
  });

  test.each([
    ["/status", "Write /status monitoring why."],
    ["/status burning", /There is no status burning. Write triage, investigating/],
    ["/status re", /There is no status re/],
    ["/severity p9", /There is no severity p9. Write P0, P1, P2, P3 or P4/],
    ["/role commander", "Write /role commander @whom."],
    ["/role commander @lea @ben", "Write /role commander @whom."],
    ["/role", "Write /role commander @whom."],
    ["/decision", "Write /decision what was decided."],
    ["/decision 14:40", "Write /decision what was decided."],
    ["/escalate", "Write /escalate @whom why."],
    ["/escalate pool stuck", "Name whom you escalate to with @, such as /escalate @kim pool stuck."],
    ["/escalate 14:40 @ pool stuck", "Name whom you escalate to with @, such as /escalate @kim pool stuck."],
    [
      "14:40 /escalate mail to kim@example.org",
      "Name whom you escalate to with @, such as /escalate @kim pool stuck.",
    ],
    ["/ack now", /takes nothing/],
    ["14:40 /status monitoring", /leave the time away/],
    ["-5m /ack", /leave the time away/],
    [
      "/desicion roll back",
      "There is no /desicion. Write /decision, or \\/desicion if it is part of the text.",
    ],
    ["/stauts resolved", /Write \/status,/],
    [
      "/resolve fixed by restart",
      "There is no /resolve. Write /status resolved, or \\/resolve if it is part of the text.",
    ],
    ["/Close", /Write \/status closed, or/],
    ["14:40 /resolve", /There is no \/resolve\. Write \/status resolved, or/],
    ["/commander @tom", /Write \/role commander @whom, or/],
    ["/acknowledge", /Write \/ack, or/],
    ["/sev p1", /Write \/severity, or/],
    [
      "/foo bar",
      "There is no /foo. Write /decision, /finding, /action, /deploy, /update, /escalate, /status, /severity, /role, /ack, or \\/foo if it is part of the text.",
    ],
    ["/login is slow", /\\\/login if it is part of the text/],
    ["/severty p1", /Write \/severity/],
    ["/severityy p1", /Write \/severity/],
  ])("%j asks back", (typed, problem) => {
    expect(readComposed(typed)).toEqual({
      problem: typeof problem === "string" ? problem : expect.stringMatching(problem),
    });
  });
});

test.each([
  ["/", true],
  ["/s", true],
  ["/sta", true],
  ["/status", false],
  ["/stax", false],
  ["/s pool", false],
  ["pool", false],
])("%j begins a command: %j", (typed, begins) => {
  expect(isBegun(typed)).toBe(begins);
});

test("the team's own roles are read like the built-in ones, and named where there is no such role", () => {
  const databaseLead = { key: "database-lead", name: "Database lead" };
  const roles = [...builtInRoles.slice(0, -1), databaseLead];
  const given = { does: "role", role: databaseLead, handle: "lea" };
  expect(readComposed("/role database-lead @lea", roles)).toEqual(given);
  expect(readComposed("/role Data @lea", roles)).toEqual(given);
  expect(readComposed("/role pilot @lea", roles)).toEqual({
    problem: "There is no role pilot. Write commander, scribe, communications, operations or database-lead.",
  });
  expect(readComposed("/data-base is full", roles)).toEqual(logged("/data-base is full"));
  expect(readComposed("/database @lea", roles)).toEqual({
    problem: expect.stringContaining("Write /role database-lead @whom, or"),
  });
  expect(readComposed("/role database-lead @lea")).toEqual({
    problem: expect.stringContaining("There is no role database-lead."),
  });
});

test("whatever is typed is read, and no word of it is lost but the command", () => {
  const word = fc.constantFrom(
    "14:40",
    "~-5m",
    "/",
    "/decision",
    "/status",
    "\\/ack",
    "pool",
    "@lea",
    "\n",
    " ",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(word, fc.string())), (words) => {
      const typed = words.join(" ");
      const read = readComposed(typed);
      if ("problem" in read || read.does !== "log") return;
      const told = `${read.time ?? ""}${read.text}`.replace(/[^\p{L}\p{N}]/gu, "");
      const command = Object.keys(slashCommands).find((name) => new RegExp(`/${name}\\b`, "i").test(typed));
      const all = typed.replace(/[^\p{L}\p{N}]/gu, "");
      expect(all.length - told.length).toBeLessThanOrEqual(command?.length ?? 0);
    }),
    { numRuns: 1_000 },
  );
});
