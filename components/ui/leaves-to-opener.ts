/**
 * Whether an event that would close something is a press on the button that opened it: that button closes
 * it by itself, and would open it again right after.
 */
export function leavesToOpener(event: Event, opener: HTMLElement | null): boolean {
  return (
    event.type !== "keydown" && event.target instanceof Node && (opener?.contains(event.target) ?? false)
  );
}
