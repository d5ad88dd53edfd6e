/** What a breach can come from, `unclear` where the figures do not say. */
export const causes = ["leak", "slow_queries", "load", "unclear"] as const;

/** One of them. */
export type Cause = (typeof causes)[number];

/** One that figures can speak for. */
export type NamedCause = Exclude<Cause, "unclear">;

/** Causes as people say them, and what each means. */
export const causeLabels: Readonly<Record<Cause, { label: string; meaning: string }>> = {
  leak: { label: "Leak", meaning: "Connections are taken and not given back." },
  slow_queries: {
    label: "Slow queries",
    meaning: "Statements take longer, so each holds its connection longer.",
  },
  load: { label: "Load", meaning: "More work comes in, and each piece of it takes as long as before." },
  unclear: { label: "Unclear", meaning: "The figures speak for no cause, or for more than one." },
};

/** The signs that a cause is told by, in the order in which they are shown. */
export const signs = ["states", "holdAge", "queryAge", "throughput", "meanHold"] as const;

/** One of them. */
export type SignName = (typeof signs)[number];

/** What each is called. */
export const signLabels: Readonly<Record<SignName, string>> = {
  states: "What holders do",
  holdAge: "Oldest hold",
  queryAge: "Age of running statements",
  throughput: "Throughput",
  meanHold: "Mean hold",
};

/** Why connections may have leaked, the plainest first. */
export const suspicions = ["idle_in_transaction", "outlived_its_workload", "held_too_long"] as const;

/** One of them. */
export type Suspicion = (typeof suspicions)[number];

/** Suspicions as people say them. */
export const suspicionLabels: Readonly<Record<Suspicion, string>> = {
  idle_in_transaction: "Idle in transaction",
  outlived_its_workload: "Outlived its workload",
  held_too_long: "Held too long",
};
