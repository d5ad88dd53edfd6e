import { beforeAll, expect, test } from "vitest";
import { declareIncident } from "@/lib/incidents/commands";
import { compose } from "@/lib/incidents/composer/commands";
import { setMilestone } from "@/lib/incidents/milestones/commands";
import { durations } from "@/lib/incidents/milestones/rules";
import { getIncident } from "@/lib/incidents/queries";
import { listTimeline } from "@/lib/incidents/timeline/queries";
import { type Cast, cast } from "../../../support/cast";
import { at, minutes } from "../../../support/clock";
import { clockOfStory, linesOfReport, story, zoneOfStory } from "../../../support/two-hours";

const ofThatDay = (time: string) => at(`2025-10-08 ${time} ${zoneOfStory}`);

/** What was typed: when it reached the server, by whom, how many minutes after it was typed, and as what kind. */
type Typed = [time: string, who: "ben" | "lea", text: string, minutesAgo?: number, kind?: string];
const typed: readonly Typed[] = [
  ["14:23", "ben", "Alert: connection pool of the database is 95% used"],
  ["14:25", "ben", "Alert: health checks of the application start to fail"],
  ["14:28", "ben", "/ack"],
  ["14:28", "ben", "Mike (DevOps, on call) acknowledges the alert"],
  ["14:28", "ben", "/role scribe @me"],
  ["14:32", "ben", "David Park, Engineering Lead, is called in", 0, "escalation"],
  ["14:32", "lea", "/role commander @me"],
  ["14:32", "lea", "/severity p0 nobody gets a report"],
  ["14:32", "lea", "/status investigating"],
  ["14:35", "lea", "/decision free the connections by restarting the application"],
  ["14:41", "ben", "14:40 /action Restart initiated, service comes back in part"],
  ["15:00", "lea", "/status identified holding connections"],
  ["15:21", "ben", "Pool is exhausted again; the search for the root cause begins", 36],
  ["15:21", "ben", "/finding Root cause found: connections are held by report generation", 6],
  ["15:30", "lea", "/deploy Hotfix deployed: timeout for connections, larger pool"],
  ["15:30", "lea", "/status monitoring"],
  ["15:45", "ben", "Restoration of the whole service confirmed"],
  ["15:45", "lea", "/status resolved"],
  ["16:38", "ben", "Figures stay stable, incident closed"],
  ["16:38", "ben", "/status closed"],
];

let people: Cast;
let ref: string;

beforeAll(async () => {
  people = await cast(ofThatDay("13:55"));
  const asOf = (who: "ben" | "lea", time: string) => ({ ...people[who], now: ofThatDay(time) });
  const title = "Database connection pool exhausted";
  ({ ref } = await declareIncident(asOf("ben", "14:23"), { title, severity: "P1", timeZone: zoneOfStory }));
  for (const [time, who, text, ago = 0, kind] of typed)
    await compose(asOf(who, time), { ref, text, kind, typedMsAgo: minutes(ago) });
});

test("the story has every line of the report, at its minute", () => {
  const lines = linesOfReport();
  expect(lines).toHaveLength(11);
  for (const line of lines) expect(story).toContainEqual(line);
});

test("typed as its people lived it, the founding incident's timeline is the report's and Highwater's own, in order", async () => {
  const { entries } = await listTimeline(people.cleo, ref);
  expect(entries.toReversed().map((entry) => [clockOfStory(entry.at), entry.text])).toEqual(story);
});

test("with the impact's start at 14:21 its milestones give 2, 5, 69 and 84 minutes, 135 in all", async () => {
  const reason = "the first sample over 80 %";
  const kind = "impactStartedAt";
  await setMilestone(
    { ...people.lea, now: ofThatDay("16:45") },
    { ref, kind, at: "2025-10-08 14:21", reason },
  );
  const { milestones } = await getIncident(people.cleo, ref);
  const inMinutes = (length: number) => ({ validity: "ok", seconds: length * 60, about: false });
  expect(durations(milestones)).toEqual({
    detect: inMinutes(2),
    acknowledge: inMinutes(5),
    mitigate: inMinutes(69),
    resolve: inMinutes(84),
    total: inMinutes(135),
  });
  const { entries } = await listTimeline(people.cleo, ref);
  expect(entries).toHaveLength(story.length + 1);
  expect(entries[0]).toMatchObject({
    text: `Impact started set to 14:21 ${zoneOfStory}: ${reason}`,
    inDocument: false,
  });
});
