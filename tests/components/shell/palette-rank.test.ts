import { expect, it } from "vitest";
import { rank } from "@/components/shell/palette-rank";

const score = (query: string, label: string, ...keywords: string[]) =>
  rank("id", query, [label, ...keywords]);

it("finds by the beginning of the label before the middle of a word", () => {
  expect(score("inc", "Incidents")).toBeGreaterThan(score("inc", "All incidents"));
  expect(score("inc", "All incidents")).toBeGreaterThan(score("cid", "All incidents"));
});

it("wants every word that was typed", () => {
  expect(score("pool exhausted", "Connection pool exhausted")).toBeGreaterThan(0);
  expect(score("pool people", "Connection pool exhausted")).toBe(0);
});

it("does not find letters that are merely scattered", () => {
  expect(score("pool", "People")).toBe(0);
});

it("finds other words for a thing, without regard to case and accents", () => {
  expect(score("members", "People", "members")).toBeGreaterThan(0);
  expect(score("RESUME", "Résumé")).toBe(1);
});

it("shows everything while nothing is typed", () => {
  expect(score("  ", "People")).toBe(1);
});
