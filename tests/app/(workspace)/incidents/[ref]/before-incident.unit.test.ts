import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { BeforeIncident } from "@/app/(workspace)/incidents/[ref]/before-incident";
import type { IncidentDetail } from "@/lib/incidents/queries";
import type { TimelineItem } from "@/lib/incidents/timeline/belongings";
import { at, hours, later, minutes, seconds } from "../../../../support/clock";

const began = at("2026-03-02 14:23 UTC");
const incident = {
  ...{ status: "investigating", mode: "live", createdAt: later(began, minutes(9)) },
  milestones: [{ kind: "impactStartedAt", at: began, precision: "exact" }],
} as unknown as IncidentDetail;

const says = (kind: string, ms: number) => {
  const entry = { kind, at: later(began, ms) } as unknown as TimelineItem;
  return renderToStaticMarkup(createElement(BeforeIncident, { entry, incident })).replace(/<[^>]*>/g, "");
};

it.each([
  ["deploy", -hours(4) - minutes(48), "4 h 48 min before the incident"],
  ["deploy", -minutes(1), "1 min before the incident"],
  ["deploy", -seconds(59), "As the incident began"],
  ["deploy", 0, "As the incident began"],
  ["deploy", minutes(1), ""],
  ["deploy", -hours(7), ""],
  ["note", -minutes(1), ""],
])("a %s %i ms from the beginning says %j", (kind, ms, text) => expect(says(kind, ms)).toBe(text));
