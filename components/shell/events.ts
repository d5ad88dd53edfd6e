/** Announced on `document`; parts of the shell and pages hear each other through these. */
export const shellEvents = {
  /** Somebody wants the command palette. */
  palette: "highwater:palette",
  /** Somebody wants to see the keyboard shortcuts. */
  shortcuts: "highwater:shortcuts",
  /** `t` was pressed: a page with a timeline puts the cursor into its composer. */
  timelineEntry: "highwater:timeline-entry",
} as const;

export type ShellEvent = (typeof shellEvents)[keyof typeof shellEvents];

export function announce(event: ShellEvent): void {
  document.dispatchEvent(new CustomEvent(event));
}
