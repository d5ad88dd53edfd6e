import { type Figure, figureLabels } from "@/lib/pools/labels";
import type { MarkerKind } from "./types";

export type SeriesKey = "used" | "idleInTransaction" | "idle" | "waiting" | "max" | "compare";

/** How a series is drawn, everywhere: a colour, and a dash or a width of its own, so that colour only repeats. */
export type SeriesStyle = { stroke: string; width: number; dash?: string };

export const seriesStyles: Readonly<Record<SeriesKey, SeriesStyle>> = {
  used: { stroke: "var(--color-series-1)", width: 2 },
  idleInTransaction: { stroke: "var(--color-series-2)", width: 1.75, dash: "7 3" },
  idle: { stroke: "var(--color-series-6)", width: 1.5, dash: "1.5 3" },
  compare: { stroke: "var(--color-series-3)", width: 1.5, dash: "8 3 2 3" },
  waiting: { stroke: "var(--color-series-5)", width: 1.5 },
  max: { stroke: "var(--color-ink)", width: 1.5 },
};

export const thresholdStyles = {
  warning: { stroke: "var(--color-warning-solid)", width: 1.25, dash: "4 4" },
  danger: { stroke: "var(--color-danger-solid)", width: 1.25, dash: "2 3" },
} as const satisfies Record<string, SeriesStyle>;

/** How much of its colour fills what lies beneath a curve, and the band between lowest and highest. */
export const fills = { beneath: 0.08, band: 0.22, waiting: 0.25 };

/** The ground of time of which nothing is known. */
export const hatch = "bg-[repeating-linear-gradient(135deg,var(--color-rim)_0_1px,transparent_1px_8px)]";

export function seriesLabel(key: Exclude<SeriesKey, "compare"> & Figure): string {
  return figureLabels[key].label;
}

export const markerLabels: Readonly<Record<MarkerKind, string>> = {
  deploy: "Deploy",
  config: "Configuration",
  alert: "Alert",
  milestone: "Milestone",
};

/** The frame in pixels. It is known before anything is drawn, so that nothing jumps. */
export const frame = {
  left: 36,
  right: 58,
  lane: 24,
  /** The label of the highest count needs half a line above the plot. */
  plotHead: 8,
  plot: 208,
  waitingHead: 20,
  waiting: 36,
  axis: 22,
} as const;

export type Layout = { lanes: number; plotTop: number; plot: number; waitingTop: number; bottom: number };

/** Where the parts of a chart begin: lanes of events, the plot, the lane of those who wait. */
export function layoutOf(lanes: number, plot: number, waiting: boolean): Layout {
  const plotTop = lanes * frame.lane + frame.plotHead;
  const waitingTop = plotTop + plot + frame.waitingHead;
  return {
    lanes,
    plotTop,
    plot,
    waitingTop,
    bottom: waiting ? waitingTop + frame.waiting : plotTop + plot,
  };
}
