import type { Beginning } from "./shapes";

/** Something that fills a pool for a while: minutes to rise, to stay, and to fall again; `by` are connections. */
export type PoolEpisode = {
  begins: Beginning;
  minutes: readonly [rises: number, stays: number, falls: number];
  by: number;
  /** Callers that wait while it stays. */
  waiting?: number;
  /** Which share of what it adds sits idle in a transaction. */
  idleInTransaction?: number;
};

/** A pool of the sample workspace: its limits, the first from the beginning, and what happened to it. */
export type PoolStory = {
  name: string;
  service: string;
  environment: string;
  limits: readonly [first: number, ...changes: { begins: Beginning; max: number }[]];
  /** Connections in use at night, and how many more at noon of a working day. */
  usual: readonly [night: number, noon: number];
  episodes: readonly PoolEpisode[];
};

/** All wall times are New York's. */
export const poolZone = "America/New_York";

const founding = "2025-10-08";

/** A pool that ran dry, one whose leak was caught early, and one that a rush did no harm. */
export const pools: readonly PoolStory[] = [
  {
    name: "report-generator, staging",
    service: "report-generator",
    environment: "staging",
    limits: [50, { begins: { on: founding, at: "15:30" }, max: 200 }],
    usual: [3, 14],
    episodes: [
      {
        begins: { on: founding, at: "14:14" },
        ...{ minutes: [13.5, 64.5, 15], by: 44, waiting: 41, idleInTransaction: 0.9 },
      },
    ],
  },
  {
    name: "invoicing, staging",
    service: "invoicing",
    environment: "staging",
    limits: [60],
    usual: [4, 9],
    episodes: [
      {
        begins: { weeksAgo: 3, weekday: "Mon", at: "10:20" },
        ...{ minutes: [62, 35, 6], by: 38, idleInTransaction: 0.8 },
      },
    ],
  },
  {
    name: "public-api, production",
    service: "public-api",
    environment: "production",
    limits: [120],
    usual: [18, 44],
    episodes: [{ begins: { weeksAgo: 1, weekday: "Thu", at: "11:40" }, minutes: [25, 50, 40], by: 28 }],
  },
];
