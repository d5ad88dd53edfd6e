/** For how many days back the past of a source may be read, and what each span is called. */
export const historySpans = [7, 30, 90, 365] as const;

/** One of them. */
export type HistorySpan = (typeof historySpans)[number];

/** What each is called. */
export const historySpanLabels: Readonly<Record<HistorySpan, string>> = {
  7: "7 days",
  30: "30 days",
  90: "90 days",
  365: "1 year",
};
