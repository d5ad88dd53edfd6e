import { describe, expect, it } from "vitest";
import { bandRows, clusters, eventsAt } from "@/components/charts/events";
import type { ChartMarker, IncidentBand } from "@/components/charts/types";

const span = { from: 0, to: 1000 };
const band = (key: string, from: number, to: number, open = false): IncidentBand => ({
  key,
  label: key,
  from,
  to,
  open,
});
const marker = (key: string, at: number): ChartMarker => ({ key, at, kind: "deploy", label: key });

describe("bands of incidents", () => {
  const placed = (bands: IncidentBand[]) => bandRows(bands, span).map(({ band, row }) => `${band.key}${row}`);

  it.each([
    ["one after the other share a row", [band("a", 0, 100), band("b", 200, 300)], ["a0", "b0"]],
    ["at the same time have rows of their own", [band("a", 0, 300), band("b", 100, 200)], ["a0", "b1"]],
    ["short ones side by side do not hide each other", [band("a", 0, 1), band("b", 5, 6)], ["a0", "b1"]],
    ["outside of the span are left out", [band("a", -200, -100), band("b", 1000, 1100)], []],
    [
      "have three rows at most",
      [band("a", 0, 900), band("b", 1, 900), band("c", 2, 900), band("d", 3, 900)],
      ["a0", "b1", "c2", "d2"],
    ],
    ["that are open run to the end", [band("a", 0, 0, true), band("b", 900, 950)], ["a0", "b1"]],
  ])("%s", (_, bands, expected) => {
    expect(placed(bands)).toEqual(expected);
  });

  it("that are open reach as far as now", () => {
    expect(bandRows([band("a", 0, 0, true)], span, 600)[0]?.to).toBe(0.6);
  });

  it("have room for their names up to the next one in their row", () => {
    const found = bandRows([band("a", 0, 100), band("b", 50, 200), band("c", 400, 500)], span);
    expect(found.map(({ band, room }) => [band.key, room])).toEqual([
      ["a", 0.4],
      ["b", 1],
      ["c", 1],
    ]);
  });

  it("are cut to what is shown", () => {
    const [cut] = bandRows([band("a", -500, 500)], span);
    expect([cut?.from, cut?.to]).toEqual([0, 0.5]);
  });
});

it("markers that would cover each other are one", () => {
  const found = clusters([marker("b", 105), marker("a", 100), marker("c", 300)], span, 0.02);
  expect(found.map(({ at, markers }) => [at, markers.map(({ key }) => key)])).toEqual([
    [100, ["a", "b"]],
    [300, ["c"]],
  ]);
});

it("an instant has the incidents that were open, and what was changed beside it", () => {
  const found = eventsAt(
    105,
    span,
    [band("a", 0, 105), band("b", 50, 60, true)],
    [marker("m", 110), marker("n", 200)],
  );
  expect([found.bands.map(({ key }) => key), found.markers.map(({ key }) => key)]).toEqual([["b"], ["m"]]);
});
