import { readFileSync } from "node:fs";

/** The zone in which the founding incident's people were. */
export const zoneOfStory = "America/New_York";

/**
 * What the timeline holds after the founding incident's two hours, the oldest first: the report's eleven lines, and what
 * Highwater wrote itself, with Ben on call and Lea in command.
 */
export const story: readonly (readonly [time: string, text: string])[] = [
  ["14:23", "Declared as P1 High"],
  ["14:23", "Alert: connection pool of the database is 95% used"],
  ["14:25", "Alert: health checks of the application start to fail"],
  ["14:28", "Acknowledged by Ben"],
  ["14:28", "Mike (DevOps, on call) acknowledges the alert"],
  ["14:28", "Scribe: Ben"],
  ["14:32", "David Park, Engineering Lead, is called in"],
  ["14:32", "Commander: Lea"],
  ["14:32", "Severity P1 High → P0 Critical: nobody gets a report"],
  ["14:32", "Triage → Investigating"],
  ["14:35", "free the connections by restarting the application"],
  ["14:40", "Restart initiated, service comes back in part"],
  ["14:45", "Pool is exhausted again; the search for the root cause begins"],
  ["15:00", "Investigating → Identified: holding connections"],
  ["15:15", "Root cause found: connections are held by report generation"],
  ["15:30", "Hotfix deployed: timeout for connections, larger pool"],
  ["15:30", "Identified → Monitoring"],
  ["15:45", "Restoration of the whole service confirmed"],
  ["15:45", "Monitoring → Resolved"],
  ["16:38", "Figures stay stable, incident closed"],
  ["16:38", "Resolved → Closed"],
];

/** The lines of the report's own timeline. What the kind of an entry says, its text here does not repeat. */
export function linesOfReport(): [time: string, text: string][] {
  const report = readFileSync("tests/support/founding-incident.md", "utf8");
  return [...report.matchAll(/^\| 2025-10-08 (\d\d:\d\d) \| (.+?) +\|$/gm)].map(
    ([, time = "", text = ""]) => [time, text.replace(/^(?:Decision|Escalation): /, "")],
  );
}

/** What a clock in the story's zone shows at an instant. */
export const clockOfStory = (instant: Date): string =>
  instant.toLocaleTimeString("en-GB", { timeZone: zoneOfStory, timeStyle: "short" });
