/** Announced on `document`; parts of the shell and pages hear each other through these. */
export const shellEvents = {
  /** Somebody wants the command palette. */
  palette: "highwater:palette",
  /** `/` was pressed: a page that searches takes it for its own box, else the palette opens. */
  search: "highwater:search",
  /** Somebody wants to see the keyboard shortcuts. */
  shortcuts: "highwater:shortcuts",
  /** `t` was pressed: a page with a timeline puts the cursor into its composer. */
  timelineEntry: "highwater:timeline-entry",
  /** `j` or `k` was pressed: a page with a timeline goes to the next entry, or back. */
  nextEntry: "highwater:next-entry",
  previousEntry: "highwater:previous-entry",
} as const;

export type ShellEvent = (typeof shellEvents)[keyof typeof shellEvents];

/** Tells whoever listens; whether nobody took it for theirs. */
export function announce(event: ShellEvent): boolean {
  return document.dispatchEvent(new CustomEvent(event, { cancelable: true }));
}
