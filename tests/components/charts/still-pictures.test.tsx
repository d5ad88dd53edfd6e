import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { EventList } from "@/components/charts/event-list";
import { PoolLevel } from "@/components/charts/level";
import { PoolTable } from "@/components/charts/pool-table";
import { Sparkline } from "@/components/charts/sparkline";
import { at, foundingIncident, hour, minute, point } from "./story";

const story = foundingIncident();
const first = story[0]?.at ?? 0;
const span = { from: first, to: first + 210 * minute };
const words = (markup: string) =>
  markup
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

describe("a sparkline", () => {
  it("says its sentence to those who do not see it", () => {
    const drawn = renderToStaticMarkup(
      <Sparkline name="main pool" points={story} stepMs={minute} span={span} threshold={0.8} />,
    );
    expect(drawn).toMatch(/role="img" aria-label="main pool: In use between 4 and 50;/);
    expect(drawn).toContain("over 80 % for 1 h 9 min");
    expect(drawn).not.toMatch(/NaN|Infinity|undefined/);
  });

  it.each([
    ["nothing", [], 1, 0],
    ["no limit, so that there is no share", [point(first, 4, { max: null })], 1, 0],
    ["one bucket, the first of all", [point(first, 4)], 1, 1],
    ["a gap", [point(first, 4), point(first + hour, 8)], 2, 2],
  ])("draws %s", (_, points, gaps, pieces) => {
    const drawn = renderToStaticMarkup(<Sparkline name="p" points={points} stepMs={minute} span={span} />);
    expect(drawn.match(/<rect/g)?.length ?? 0).toBe(gaps);
    const line = drawn.match(/<path d="([^"]*)" fill="none"[^>]*stroke-width="1.5"/)?.[1] ?? "";
    expect(line.match(/M/g)?.length ?? 0).toBe(pieces);
    expect(drawn).not.toMatch(/NaN|Infinity|undefined/);
  });
});

it.each([
  [47, 50, 0, "47 of 50 Tight 3 left"],
  [50, 50, 12, "50 of 50 Full 12 waiting"],
  [4, 50, null, "4 of 50 46 left"],
  [4, null, null, "4 in use, limit not known"],
  [null, null, null, "No data"],
])("a level of %j of %j with %j waiting reads %j", (used, max, waiting, expected) => {
  expect(words(renderToStaticMarkup(<PoolLevel used={used} max={max} waiting={waiting} />))).toBe(expected);
});

it("the table says what the chart shows, in rows of equal time under a caption", () => {
  const table = renderToStaticMarkup(
    <PoolTable name="main pool" points={story} stepMs={minute} span={span} zone="America/New_York" />,
  );
  expect(table).toContain('<caption class="sr-only">Connections of main pool</caption>');
  expect(table.match(/<tr/g)?.length).toBe(1 + 42);
  expect(words(table)).toContain("Time, EDT In use On average Limit Waiting, at most");
  expect(words(table)).toContain("8 Oct 14:25 to 14:30 50 50 50");
  expect(words(table)).toContain("8 Oct 15:30 to 15:35 42 to 50 46 200");
});

it("the table names the zone in each row where the clocks change in between", () => {
  const midnight = at("2026-10-24T22:00:00Z");
  const day = { from: midnight, to: midnight + 25 * hour };
  const buckets = Array.from({ length: 25 }, (_, index) => point(midnight + index * hour, 4));
  const table = words(
    renderToStaticMarkup(
      <PoolTable name="p" points={buckets} stepMs={hour} span={day} zone="Europe/Berlin" />,
    ),
  );
  expect(table).toContain("25 Oct 2026 02:00 CEST to 25 Oct 2026 02:00 CET");
});

it("incidents and changes are a list with links, in order of time", () => {
  const list = renderToStaticMarkup(
    <EventList
      zone="America/New_York"
      bands={[
        {
          key: "i",
          label: "INC-2025-1015",
          from: first + hour,
          to: first + 2 * hour,
          href: "/incidents/INC-2025-1015",
        },
      ]}
      markers={[{ key: "d", at: first, kind: "deploy", label: "Hotfix: timeout 30 s" }]}
    />,
  );
  expect(words(list)).toBe(
    "8 Oct 2025 13:30 EDT Deploy: Hotfix: timeout 30 s 8 Oct 2025 14:30 to 15:30 EDT INC-2025-1015",
  );
  expect(list).toContain('href="/incidents/INC-2025-1015"');
});
