import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { PoolChart, type PoolChartProps } from "@/components/charts/pool-chart";
import { foundingIncident, hour, minute, point } from "./story";

const story = foundingIncident();
const first = story[0]?.at ?? 0;
const span = { from: first, to: first + 210 * minute };
function shown(props: Partial<PoolChartProps>): string {
  return renderToStaticMarkup(
    <PoolChart
      name="main pool"
      points={story}
      stepMs={minute}
      span={span}
      zone="America/New_York"
      {...props}
    />,
  );
}

const words = (markup: string) =>
  markup
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

describe("before any script runs", () => {
  it("the frame names its time and zone, its limit, and what the curves would show", () => {
    const frame = shown({ thresholds: [{ share: 0.8, label: "80 %" }] });
    const text = words(frame);
    expect(text).toContain("8 Oct 2025 13:30 to 17:00 EDT");
    expect(text).toContain("Limit 200 80 %");
    expect(text).toContain("over 80 % for 1 h 9 min; up to 41 waiting.");
    expect(frame).toMatch(/<path d="M[^"]+" fill="none" stroke="var\(--color-series-1\)"/);
    expect(frame).not.toMatch(/NaN|Infinity/);
  });

  it("the labels at its right edge stand a line apart, however near to the limit a threshold is", () => {
    const frame = shown({
      thresholds: [0.8, 0.95, 1].map((share) => ({ share, label: `${share * 100} %` })),
    });
    const placed = [...frame.matchAll(/calc\(100% - \d+px\);top:([\d.]+)px[^>]*>([^<]+)</g)];
    const tops = placed.map(([, top]) => Number(top)).toSorted((one, other) => one - other);
    expect(placed.map(([, , text]) => text)).toEqual(["Limit 200", "80 %", "95 %", "100 %"]);
    for (const [index, top] of tops.slice(1).entries())
      expect(top - (tops[index] ?? 0)).toBeGreaterThan(15.99);
  });

  it("it says what a point stands for where that is more than a minute, and marks instances that fell silent", () => {
    expect(words(shown({}))).not.toContain("Each point");
    const step = 5 * minute;
    const points = [2, 2, 1, 1].map((instances, index) => point(first + index * step, 10, { instances }));
    const text = words(shown({ points, stepMs: step, span: { from: first, to: first + 4 * step } }));
    expect(text).toContain("Each point stands for 5 min.");
    expect(text.match(/1 of 2 instances silent/g)).toHaveLength(1);
    expect(text).toContain("1 of 2 instances fell silent");
  });

  it("other times, incidents and changes are links", () => {
    const frame = shown({
      links: { earlier: "/p?e", later: "/p?l", zoomIn: "/p?i", zoomOut: "/p?o" },
      bands: [
        { key: "i", label: "INC-2025-1015", from: first + hour, to: first + 2 * hour, href: "/incidents/1" },
      ],
      markers: [{ key: "d", at: first + 2 * hour, kind: "deploy", label: "Hotfix", href: "/deploys/1" }],
    });
    for (const href of ["/p?e", "/p?l", "/p?i", "/p?o", "/incidents/1", "/deploys/1"])
      expect(frame).toContain(`href="${href}"`);
    expect(frame).toContain('aria-label="INC-2025-1015, 8 Oct 2025 14:30 to 15:30 EDT"');
    expect(frame).toContain('aria-label="Deploy 15:30 EDT: Hotfix"');
  });

  it("an open incident is said to be open, and its band runs to the end", () => {
    const frame = shown({
      bands: [{ key: "i", label: "INC-1", from: first + 105 * minute, to: 0, open: true }],
    });
    expect(frame).toContain("INC-1, open since 8 Oct 2025 15:15 EDT");
    expect(frame).toContain("left:50%;width:50%");
  });

  it("takes as much room as it will with the curves, whatever there is to draw", () => {
    const height = (frame: string) => frame.match(/class="relative" style="height:(\d+)px/)?.[1];
    expect(height(shown({ points: [point(first, 4)] }))).toBe(height(shown({ points: [] })));
    expect(Number(height(shown({})))).toBeGreaterThan(Number(height(shown({ points: [] }))));
  });
});

describe("where there is little to show", () => {
  it("says that there is no data, and offers no table", () => {
    const frame = shown({ points: [] });
    expect(words(frame)).toContain("No data in this range.");
    expect(frame).not.toContain("<details");
    expect(frame).not.toMatch(/NaN|Infinity/);
  });

  it("has no lane for those who wait where that was never measured", () => {
    expect(words(shown({ points: [point(first, 4)] }))).not.toContain("Waiting");
    expect(words(shown({ points: [point(first, 4, { waiting: 0 })] }))).toContain("Waiting : nobody");
  });

  it("shades what is missing, and not what is still to come", () => {
    const early = story.slice(0, 30);
    expect(shown({ points: early })).toContain("No data");
    expect(shown({ points: early, now: first + 30 * minute })).not.toContain("No data");
  });
});

it("another time has a line in the legend and a column in the table, where it is known", () => {
  const compare = { label: "Last week", points: [{ at: first + 30 * minute, used: 9 }] };
  const markup = shown({ compare });
  expect(words(markup)).toContain("Last week, on average");
  const table = markup.slice(markup.indexOf("<table"));
  expect(words(table).match(/\b9\b/g)).not.toBeNull();
  expect(words(shown({}))).not.toContain("Last week");
});

it("a milestone is a mark with its name and a line of the list", () => {
  const markers = [
    { key: "m", at: first + 60 * minute, kind: "milestone" as const, label: "Detected", href: "#milestones" },
  ];
  const markup = shown({ markers });
  expect(markup).toContain('aria-label="Milestone 14:30 EDT: Detected"');
  expect(words(markup)).toContain("Milestone: Detected");
});
