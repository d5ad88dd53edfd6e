import type { PersonKey } from "./people";
import type { Beginning } from "./shapes";

/** A control of a post-mortem that somebody lets an alert rule watch, both by what they say. Wall times are the person's. */
export type WatchedControl = { control: string; rule: string; watchedBy: PersonKey; begins: Beginning };

/** The controls that are watched: one that broke with the second leak and holds again, and one that came of that. */
export const watchedControls: readonly WatchedControl[] = [
  {
    control: "A connection timeout in every database configuration",
    rule: "Pool is filling up",
    watchedBy: "david",
    begins: { on: "2025-10-14", at: "10:10" },
  },
  {
    control: "The build fails when one job holds two connections",
    rule: "Pool is nearly full",
    watchedBy: "amara",
    begins: { weeksAgo: 3, weekday: "Wed", at: "09:40" },
  },
];
