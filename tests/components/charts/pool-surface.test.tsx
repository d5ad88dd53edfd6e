import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it, vi } from "vitest";
import { PoolSurface, type SurfaceProps } from "@/components/charts/pool-surface";
import { foundingIncident, hour, minute, point } from "./story";

const story = foundingIncident();
const first = story[0]?.at ?? 0;
const go = vi.fn();
const router = { push: go, replace: go, prefetch: go, back: go, forward: go, refresh: go } as never;

function shown(props: Partial<SurfaceProps>): string {
  return renderToStaticMarkup(
    <AppRouterContext value={router}>
      <PoolSurface
        name="main pool"
        points={story}
        stepMs={minute}
        span={{ from: first, to: first + 210 * minute }}
        zone="America/New_York"
        thresholds={[]}
        bands={[]}
        markers={[]}
        compare={undefined}
        top={216}
        waitingTop={45}
        plot={208}
        waitingOffset={228}
        waitingHeight={36}
        range={undefined}
        cursor={undefined}
        onCursor={undefined}
        onZoom={undefined}
        onDrawn={() => undefined}
        {...props}
      />
    </AppRouterContext>,
  );
}

const said = (frame: string) => frame.match(/aria-valuetext="([^"]*)"/)?.[1];

describe("the slider over time", () => {
  it("tells a screen reader what is known of the moment that it is handed", () => {
    expect(said(shown({ cursor: first + 70 * minute }))).toBe(
      "8 Oct 2025 14:40 EDT: In use 50 of 50, 100 %; Waiting 15",
    );
  });

  it.each([
    ["no moment", null],
    ["one that is not shown", first - hour],
  ])("has no moment for %s", (_, cursor) => {
    expect(said(shown({ cursor }))).toBe("No moment chosen");
  });

  it("says that there is no data inside a gap", () => {
    const points = [point(first, 4), point(first + 2 * hour, 5)];
    expect(said(shown({ points, cursor: first + hour }))).toBe("8 Oct 2025 14:30:00 EDT: No data");
  });

  it("offers to mark a stretch only where there is a way to it", () => {
    expect(shown({})).not.toContain("With Shift they mark");
    expect(shown({ range: "/p?from={from}&to={to}" })).toContain("With Shift they mark, Enter zooms in.");
  });
});

it("what is said at the cursor names the incident and the change beside it", () => {
  const frame = shown({
    cursor: first + 120 * minute,
    bands: [{ key: "i", label: "INC-2025-1015", from: first + hour, to: first + 3 * hour }],
    markers: [
      { key: "d", at: first + 120 * minute, kind: "deploy", label: "Hotfix" },
      { key: "e", at: first, kind: "deploy", label: "Much earlier" },
    ],
    compare: { label: "Last week", points: [{ at: first + 120 * minute, used: 9 }] },
  });
  for (const words of ["INC-2025-1015", "Hotfix", "15:30 EDT", "Last week"]) expect(frame).toContain(words);
  expect(frame).not.toContain("Much earlier");
});
