/**
 * How a health check stands. 'No data' is one that has not been answered for three intervals, 'new' one that was not
 * asked yet, 'resting' one that nobody asks because it or its service is archived.
 */
export type HealthState = "failing" | "no_data" | "new" | "well" | "resting";

/** What each is called. */
export const healthStateLabels: Readonly<Record<HealthState, string>> = {
  failing: "Failing",
  no_data: "No data",
  new: "Not asked yet",
  well: "Well",
  resting: "Not asked",
};

/** States in the order in which they need somebody. */
export const worstFirst: readonly HealthState[] = ["failing", "no_data", "new", "well", "resting"];
