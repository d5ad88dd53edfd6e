import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { tones } from "@/components/ui/tone";

const css = readFileSync("app/globals.css", "utf8");
const tokens = new Map(
  [...css.matchAll(/--color-([\w-]+): light-dark\((#\w{6}), (#\w{6})\);/g)].map((found) => [
    found[1] ?? "",
    { light: found[2] ?? "", dark: found[3] ?? "" },
  ]),
);

const surfaces = ["page", "panel", "sunken", "overlay", "hover", "selected"];
const toned = ["p0", "p1", "p2", "p3", "p4", "danger", "warning", "success", "info", "violet"];

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(front: string, back: string, theme: "light" | "dark"): number {
  const [a, b] = [front, back].map((name) => luminance(tokens.get(name)?.[theme] ?? "#"));
  if (a === undefined || b === undefined || Number.isNaN(a + b))
    throw new Error(`no colour ${front} or ${back}`);
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const pairs = (fronts: string[], backs: string[]) =>
  fronts.flatMap((front) => backs.map((back) => [front, back]));

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  const tooFaint = (all: string[][], least: number) =>
    all
      .filter(([front = "", back = ""]) => contrast(front, back, theme) < least)
      .map((pair) => pair.join(" on "));

  it("text can be read on every surface", () => {
    expect(tooFaint(pairs(["ink", "muted", "faint", "accent"], surfaces), 4.5)).toEqual([]);
    expect(
      tooFaint(
        [
          ["on-accent", "accent"],
          ["on-accent", "accent-strong"],
          ["accent", "accent-soft"],
        ],
        4.5,
      ),
    ).toEqual([]);
    expect(
      tooFaint(
        [
          ["on-p0", "p0-solid"],
          ["on-danger", "danger-solid"],
          ["page", "ink"],
        ],
        4.5,
      ),
    ).toEqual([]);
  });

  it("states can be read on their own tint and on every surface", () => {
    const all = toned.flatMap((tone) => pairs([`${tone}-ink`], [...surfaces, `${tone}-soft`]));
    expect(tooFaint(all, 4.5)).toEqual([]);
  });

  it("frames of fields, focus rings, fills and lines of charts can be seen", () => {
    expect(tooFaint(pairs(["edge", "focus"], ["page", "panel", "sunken", "overlay"]), 3)).toEqual([]);
    expect(
      tooFaint(
        pairs(
          toned.map((tone) => `${tone}-solid`),
          ["page", "panel"],
        ),
        3,
      ),
    ).toEqual([]);
    expect(
      tooFaint(
        pairs(
          [1, 2, 3, 4, 5, 6].map((n) => `series-${n}`),
          ["panel"],
        ),
        3,
      ),
    ).toEqual([]);
  });
});

it("every tone that a component may ask for has its colours", () => {
  expect(tones.filter((tone) => !css.includes(`[data-tone="${tone}"]`))).toEqual([]);
});
