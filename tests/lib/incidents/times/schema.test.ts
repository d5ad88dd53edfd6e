import { expect, it } from "vitest";
import { parseTimeAhead } from "@/lib/incidents/times/ahead/rules";
import { parseEntryTime } from "@/lib/incidents/times/rules";
import { timeAheadField, timeField } from "@/lib/incidents/times/schema";
import { at } from "../../../support/clock";

const now = at("2026-03-05 14:23 Europe/Berlin");

it.each([
  ["timeField", timeField, parseEntryTime],
  ["timeAheadField", timeAheadField, parseTimeAhead],
])("names as examples of %s what its reader reads", (_, schema, parse) => {
  const examples = schema.meta()?.examples as string[];
  expect(examples.length).toBeGreaterThan(1);
  for (const example of examples) expect(parse(example, "Europe/Berlin", now)).toHaveProperty("at");
});
