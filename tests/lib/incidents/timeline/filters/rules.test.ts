import { describe, expect, test } from "vitest";
import {
  choicesOf,
  type EntryCount,
  isNarrowed,
  keeps,
  readEntryFilter,
} from "@/lib/incidents/timeline/filters/rules";

const lea = "0190b6a0-0000-7000-8000-00000000001e";
const everything = { kinds: [], by: null };

describe("a filter in an address", () => {
  test.each([
    ["nothing", {}, everything],
    ["one kind", { kind: "decision" }, { kinds: ["decision"], by: null }],
    [
      "several kinds, one of them twice",
      { kind: ["note", "deploy", "note"] },
      { kinds: ["note", "deploy"], by: null },
    ],
    ["what people wrote", { by: "people" }, { kinds: [], by: "people" }],
    ["a source", { by: "alert" }, { kinds: [], by: "alert" }],
    ["a person", { by: lea }, { kinds: [], by: lea }],
    ["a name of an imported document", { by: "name:Park, On-call" }, { kinds: [], by: "name:Park, On-call" }],
    ["the first of two", { by: ["alert", "people"] }, { kinds: [], by: "alert" }],
  ])("%s", (_, query, filter) => {
    expect(readEntryFilter(query)).toEqual(filter);
  });

  test.each([
    { kind: "constructor" },
    { kind: "" },
    { kind: ["toString", "'; drop table incident"] },
    { by: "" },
    { by: "__proto__" },
    { by: "0190b6a0" },
    { by: "name:" },
    { by: "name:a\0b" },
    { by: `name:${"x".repeat(300)}` },
  ])("that means nothing narrows nothing: %j", (query) => {
    const filter = readEntryFilter(query);
    expect(filter).toEqual(everything);
    expect(isNarrowed(filter)).toBe(false);
  });
});

const count = (of: Partial<EntryCount>, many: number): EntryCount => ({
  ...{ kind: "note", source: "manual", authorId: null, authorName: null, author: null },
  ...of,
  count: many,
});

const counts = [
  count({ authorId: lea, author: "Lea" }, 7),
  count({ kind: "decision", authorId: lea, author: "Lea" }, 2),
  count({ kind: "decision", source: "import", authorName: "Park" }, 1),
  count({ kind: "status", source: "system", authorId: lea, author: "Lea" }, 3),
  count({ kind: "alert", source: "alert" }, 20),
];

test("entries are kept by kind, by who wrote them, or both", () => {
  const left = (query: Parameters<typeof readEntryFilter>[0]) =>
    counts.map((entry) => keeps(readEntryFilter(query), entry));
  expect(left({})).toEqual([true, true, true, true, true]);
  expect(left({ kind: "decision" })).toEqual([false, true, true, false, false]);
  expect(left({ by: "people" })).toEqual([true, true, true, false, false]);
  expect(left({ by: lea })).toEqual([true, true, false, true, false]);
  expect(left({ by: "name:Park" })).toEqual([false, false, true, false, false]);
  expect(left({ kind: ["note", "decision"], by: lea })).toEqual([true, true, false, false, false]);
});

describe("the choices", () => {
  test("say how many entries each would leave beside the rest of the filter, and how many are hidden", () => {
    const { total, left, kinds, by, persons } = choicesOf(counts, { kinds: ["decision"], by: lea });
    expect({ total, left }).toEqual({ total: 33, left: 2 });
    expect(kinds.map(({ value, count }) => [value, count])).toEqual([
      ["note", 7],
      ["decision", 2],
      ["status", 3],
      ["alert", 0],
    ]);
    expect(by.map(({ value, count }) => [value, count])).toEqual([
      ["people", 3],
      ["manual", 2],
      ["system", 0],
      ["alert", 0],
      ["import", 1],
    ]);
    expect(persons).toEqual([
      { value: lea, label: "Lea", count: 2 },
      { value: "name:Park", label: "Park", count: 1 },
    ]);
  });

  test("keep what is chosen though nothing is of it", () => {
    const { left, kinds } = choicesOf(counts, { kinds: ["page"], by: null });
    expect(left).toBe(0);
    expect(kinds.find(({ value }) => value === "page")).toMatchObject({ count: 0 });
  });
});
