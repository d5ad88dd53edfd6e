/** What is known of a pool's instance at one instant, in the order in which it is shown. */
export const figures = [
  "max",
  "used",
  "idle",
  "idleInTransaction",
  "waiting",
  "oldestHoldSeconds",
  "acquireWaitP95Ms",
  "timeouts",
  "transactions",
  "heldSeconds",
] as const;

/** One of them. */
export type Figure = (typeof figures)[number];

/** What each is called, and its unit where it is no count of connections or callers. */
export const figureLabels: Readonly<Record<Figure, { label: string; unit?: string }>> = {
  max: { label: "Limit" },
  used: { label: "In use" },
  idle: { label: "Idle" },
  idleInTransaction: { label: "Idle in transaction" },
  waiting: { label: "Waiting" },
  oldestHoldSeconds: { label: "Oldest hold", unit: "s" },
  acquireWaitP95Ms: { label: "Wait for a connection, p95", unit: "ms" },
  timeouts: { label: "Waited in vain", unit: "since its start" },
  transactions: { label: "Transactions", unit: "since its start" },
  heldSeconds: { label: "Held in all", unit: "s since its start" },
};
