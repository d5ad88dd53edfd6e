import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseHighwaterMarkdown } from "../../../../../lib/documents/formats/highwater/parse";
import { renderHighwaterMarkdown } from "../../../../../lib/documents/formats/highwater/render";

const FIXTURE = "tests/support/founding-incident.md";

function read(path: string) {
  const parsed = parseHighwaterMarkdown(readFileSync(path, "utf8"));
  if ("problem" in parsed) throw new Error(parsed.problem.message);
  return parsed;
}

const stated = (text: string) => ({ text, verification: null });
const done = (title: string, owner: string, dueOn: string) => ({
  ref: null,
  title,
  owner,
  dueOn,
  status: "done",
  kind: null,
  priority: null,
  evidence: null,
});

describe("the founding incident's document", () => {
  const { document, unplacedCount, notes } = read(FIXTURE);

  it("gives its header, with nothing in it that the document does not say", () => {
    expect(document.header).toEqual({
      ref: "INC-2025-1015",
      title: "Production Database Ran Out of Pooled Connections",
      severity: "P0",
      status: "resolved",
      statedDuration: "2 hours 15 minutes",
      environment: null,
      service: null,
      timeZone: "America/New_York",
      classification: "Internal - post-mortem",
      mode: null,
    });
  });

  it("gives eleven timeline entries in New York's time, each with its kind", () => {
    expect(document.timeline.map(({ at, kind, text }) => [at.slice(0, 16), kind, text])).toEqual([
      ["2025-10-08T18:23", "alert", "Alert: connection pool of the database is 95% used"],
      ["2025-10-08T18:25", "alert", "Alert: health checks of the application start to fail"],
      ["2025-10-08T18:28", "acknowledgement", "Mike (DevOps, on call) acknowledges the alert"],
      ["2025-10-08T18:32", "escalation", "Escalation: David Park, Engineering Lead, is called in"],
      ["2025-10-08T18:35", "decision", "Decision: free the connections by restarting the application"],
      ["2025-10-08T18:40", "action", "Restart initiated, service comes back in part"],
      ["2025-10-08T18:45", "finding", "Pool is exhausted again; the search for the root cause begins"],
      ["2025-10-08T19:15", "finding", "Root cause found: connections are held by report generation"],
      ["2025-10-08T19:30", "deploy", "Hotfix deployed: timeout for connections, larger pool"],
      ["2025-10-08T19:45", "status", "Restoration of the whole service confirmed"],
      ["2025-10-08T20:38", "status", "Figures stay stable, incident closed"],
    ]);
    expect(document.timeline.every((entry) => entry.precision === "exact" && entry.author === null)).toBe(
      true,
    );
  });

  it("gives the milestones that the timeline tells, and leaves open when impact began", () => {
    expect(document.milestones).toEqual([
      { kind: "detectedAt", at: "2025-10-08T18:23:00.000Z", precision: "exact" },
      { kind: "declaredAt", at: "2025-10-08T18:23:00.000Z", precision: "exact" },
      { kind: "acknowledgedAt", at: "2025-10-08T18:28:00.000Z", precision: "exact" },
      { kind: "mitigatedAt", at: "2025-10-08T19:30:00.000Z", precision: "exact" },
      { kind: "resolvedAt", at: "2025-10-08T19:45:00.000Z", precision: "exact" },
      { kind: "closedAt", at: "2025-10-08T20:38:00.000Z", precision: "exact" },
    ]);
  });

  it("gives the three groups of impact, and the figures that they state", () => {
    expect(document.impact).toEqual({
      user: [
        "~150 active users affected while the load test ran on staging",
        "Reports and the dashboard unavailable for 2 hours",
        "No data loss; every transaction could be recovered",
      ],
      business: [
        "Happened in an internal test on staging, NOT in production",
        "TechCorp saw nothing of it, as its acceptance tests had not begun",
        "Delayed the testers' plan by one day",
      ],
      detection: [
        "Monitoring noticed by itself within 2 minutes",
        "The alert reached the right people",
        "The escalation went the way it should",
      ],
      figures: {
        usersAffected: { count: 150, precision: "about" },
        customersAffected: null,
        unavailableFrom: null,
        unavailableTo: null,
        dataLoss: "none",
        delay: "one day",
      },
    });
  });

  it("gives the account, three root causes and four contributing factors, one of which helped", () => {
    expect(document.summary).toBe("");
    expect(document.whatHappened).toBe(
      "Large reports, made by a scheduled job, kept database connections open for a long time. When the load test simulated 200+ users at once, a pool that was set to 50 connections had none left.",
    );
    expect(document.rootCauses).toEqual([
      {
        title: "Leaked Connections",
        text: "Not every path through the report code gave its connection back, least of all those that ended in an error.",
      },
      { title: "No Timeout", text: "Nothing limited how long a connection could be held." },
      {
        title: "Pool Too Small",
        text: "Its size came from development and had never been fitted to production load.",
      },
    ]);
    const factor = (text: string, positive = false) => ({
      text,
      category: null,
      positive,
      acceptedRisk: null,
    });
    expect(document.contributingFactors).toEqual([
      factor("The load test showed the fault ahead of the production release", true),
      factor("Report generation had lately been changed to serve several tenants"),
      factor("The leak went unnoticed in code review"),
      factor("There is no environment of production's size that is set aside for performance tests"),
    ]);
  });

  it("gives four fixes, and the changes to two files with what was before and after", () => {
    const change = (text: string, before: string | null = null, after: string | null = null) => ({
      text,
      before,
      after,
    });
    expect(document.fixes).toEqual([
      "Shipped a hotfix that closes connections on every path",
      "Set a connection timeout of 30 seconds",
      "Raised the pool from 50 to 200 connections",
      "Put up a dashboard that shows the connection pool",
    ]);
    expect(document.codeChanges).toEqual([
      {
        file: "src/reporting/generator.py",
        changes: [
          change("Database connections are opened in a context manager"),
          change("Queries run in try/finally, so that their connection is always given back"),
          change("A connection timeout can be configured"),
        ],
      },
      {
        file: "config/database.py",
        changes: [
          change("Pool size", "50", "200"),
          change("Connection timeout", "None", "30 seconds"),
          change("Connections are recycled (30 minutes)"),
        ],
      },
    ]);
  });

  it("gives five and four lessons", () => {
    expect(document.lessons).toEqual({
      wentWell: [
        "Monitoring raised the alarm early",
        "Escalation did what it was designed for",
        "The team worked together calmly and fast",
        "It was staging that failed, not production",
        "The root cause was known within 45 minutes",
      ],
      wentWrong: [
        "A bug had long been asleep in the connection handling",
        "Reviewers did not see the problem",
        "Nobody had checked the pool's size against production load",
        "No automated test covered leaking connections",
      ],
      lucky: [],
    });
  });

  it("gives five action items with owner, due date and status", () => {
    expect(document.actionItems).toEqual([
      done("Write unit tests that catch leaked connections", "Sarah Kim", "2025-10-15"),
      done("Set up monitoring of the connection pool", "DevOps", "2025-10-12"),
      done("Look for the same pattern in all other database code", "David Park", "2025-10-18"),
      done("Make connection handling a point of the review checklist", "Maria Santos", "2025-10-20"),
      done("Write down what the database configuration must contain", "DevOps", "2025-10-22"),
    ]);
  });

  it("gives four technical and three process controls", () => {
    expect(document.controls).toEqual({
      technical: [
        stated("Pool monitoring that alerts at 80%"),
        stated("A search for leaked connections in every CI run"),
        stated("No database configuration without a connection timeout"),
        stated("A load test that must pass before anything goes to production"),
      ],
      process: [
        stated("Connection handling as a point of every review of database code"),
        stated("Performance tests with a configuration of production's size"),
        stated("A chapter on database trouble in the incident runbook"),
      ],
    });
  });

  it("gives three signatures and their date as they are written", () => {
    expect(document.signatures).toEqual([
      { step: "prepared", name: "Mike Johnson", title: "DevOps", signedOn: null },
      { step: "reviewed", name: "David Park", title: "Engineering Lead", signedOn: null },
      { step: "approved", name: "James Chen", title: "Project Manager", signedOn: null },
    ]);
    expect(document.signedOn).toBe("October 10, 2025");
  });

  it("leaves nothing unplaced, and says what was read between the lines", () => {
    expect([document.unplaced, unplacedCount]).toEqual([[], 0]);
    const lines = readFileSync(FIXTURE, "utf8").split("\n");
    const figure = "A figure of the impact was read from this sentence.";
    expect(notes.map(({ line, message }) => [message, lines[line - 1]])).toEqual([
      ["Times in ET are read as times in America/New_York.", expect.stringContaining("(ET)")],
      [figure, expect.stringContaining("150")],
      [figure, expect.stringMatching(/no data/i)],
      [figure, expect.stringMatching(/day/i)],
    ]);
  });

  it("comes back from its export without a difference", () => {
    const back = parseHighwaterMarkdown(renderHighwaterMarkdown(document));
    expect(back).toEqual({ document, unplacedCount: 0, notes: [] });
  });
});
