import type { Tone } from "@/components/ui/tone";

/** A stretch of time in epoch milliseconds; its end is not part of it. */
export type Span = { from: number; to: number };

/** What is known of a pool during one bucket of time: counts, null where nothing was measured. */
export type PoolPoint = {
  /** Where the bucket begins, in epoch milliseconds. */
  at: number;
  usedMin: number | null;
  usedAvg: number | null;
  usedMax: number | null;
  idle: number | null;
  idleInTransaction: number | null;
  /** The most that waited at once. */
  waiting: number | null;
  /** The limit that held. */
  max: number | null;
  /** How many instances these figures are added up over, where that is known. */
  instances?: number | null;
  /** How full the fullest of them was, from 0 to 1. */
  fullest?: number | null;
};

/** A line at a share of the limit, so that it rises where the limit rises: 0.8 is '80 %'. */
export type Threshold = { share: number; label: string; tone?: "warning" | "danger" | undefined };

export type IncidentBand = Span & {
  key: string;
  /** `INC-2025-1015`, or more. */
  label: string;
  /** It has not ended: the band runs on, whatever its `to`. */
  open?: boolean | undefined;
  href?: string | undefined;
  tone?: Tone | undefined;
};

export type MarkerKind = "deploy" | "config" | "alert" | "milestone";

/** Something that happened at one instant. */
export type ChartMarker = {
  key: string;
  at: number;
  kind: MarkerKind;
  label: string;
  href?: string | undefined;
};

/** The same pool at another time, moved onto this one: its `at` are instants of the chart. */
export type Comparison = {
  /** `Last week`. */
  label: string;
  points: readonly { at: number; used: number | null }[];
};

/** Where to go for another stretch of time. They are links, so that they work without JavaScript. */
export type ChartLinks = {
  earlier?: string | undefined;
  later?: string | undefined;
  zoomIn?: string | undefined;
  zoomOut?: string | undefined;
  /** For a stretch that somebody marks: an address in which `{from}` and `{to}` stand for instants (ISO 8601, UTC). */
  range?: string | undefined;
};
