import { text } from "node:stream/consumers";
import { createElement } from "react";
import { prerenderToNodeStream } from "react-dom/static";
import { beforeAll, expect, test } from "vitest";
import { Timeline } from "@/app/(workspace)/incidents/[ref]/timeline";
import { readView } from "@/app/(workspace)/incidents/[ref]/timeline-address";
import { getIncident } from "@/lib/incidents/queries";
import { addEntry } from "@/lib/incidents/timeline/commands";
import { getOutline } from "@/lib/incidents/timeline/outline/queries";
import { listTimeline } from "@/lib/incidents/timeline/queries";
import { declared } from "../../../../lib/incidents/support";
import { type CastContext, cast } from "../../../../support/cast";
import { at } from "../../../../support/clock";

// Midnight there is 04:00 in UTC, so that each clock parts these at another place.
const zone = "America/New_York";
const lines = [
  ["2025-10-07 19:50", "the pumps slow down"],
  ["2025-10-07 20:10", "one pump stands"],
  ["2025-10-07 23:59", "the gate is shut by hand"],
  ["2025-10-08 00:00", "the relief crew takes over"],
  ["2025-10-08 00:20", "the pumps run again"],
] as const;

let ben: CastContext;
let ref: string;

beforeAll(async () => {
  ({ ben } = await cast(at(`2025-10-08 01:00 ${zone}`)));
  ({ ref } = await declared(ben, { title: "The pumps stand", timeZone: zone }));
  for (const [time, text] of lines) await addEntry(ben, { ref, at: time, text });
});

/** What stands beneath each day of the timeline, the newest first, as the address shows it. */
async function daysOf(query: { zone?: string }): Promise<[heading: string, texts: string[]][]> {
  const [incident, page, outline] = await Promise.all([
    getIncident(ben, ref),
    listTimeline(ben, ref),
    getOutline(ben, ref),
  ]);
  const view = readView(query, incident, "Asia/Kathmandu");
  const { prelude } = await prerenderToNodeStream(
    createElement(Timeline, { incident, page, outline, view, actor: ben.actor, now: ben.now }),
  );
  const drawn = await text(prelude);
  return drawn
    .split("<h3")
    .slice(1)
    .map((part) => [
      part.slice(part.indexOf(">") + 1, part.indexOf("</h3>")).replace(/<[^>]*>/g, ""),
      lines.map(([, text]) => text).filter((text) => part.includes(text)),
    ]);
}

const told = (from: number, to?: number) => lines.slice(from, to).map(([, text]) => text);

test("entries stand under the days on which they were in the incident's zone", async () => {
  expect(await daysOf({})).toEqual([
    ["8 Oct 2025 EDT", told(3)],
    ["7 Oct 2025 EDT", told(0, 3)],
  ]);
});

test("seen in UTC they stand under the days of UTC", async () => {
  expect(await daysOf({ zone: "utc" })).toEqual([
    ["8 Oct 2025 UTC", told(1)],
    ["7 Oct 2025 UTC", told(0, 1)],
  ]);
});
