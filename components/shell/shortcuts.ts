import { type ShellEvent, shellEvents } from "./events";

export type Shortcut = { keys: readonly string[]; label: string } & (
  | { href: string; event?: undefined }
  | { event: ShellEvent; href?: undefined }
);

/** Single keys and short sequences, in the order in which the help lists them. */
export const shortcuts: readonly Shortcut[] = [
  { keys: ["c"], label: "Declare an incident", href: "/incidents/new" },
  { keys: ["/"], label: "Search", event: shellEvents.search },
  { keys: ["t"], label: "New timeline entry, on an incident", event: shellEvents.timelineEntry },
  { keys: ["j"], label: "Next entry, on an incident", event: shellEvents.nextEntry },
  { keys: ["k"], label: "Previous entry, on an incident", event: shellEvents.previousEntry },
  { keys: ["g", "n"], label: "Go to Now", href: "/" },
  { keys: ["g", "i"], label: "Go to Incidents", href: "/incidents" },
  { keys: ["g", "a"], label: "Go to Action items", href: "/action-items" },
  { keys: ["g", "r"], label: "Go to Reviews", href: "/reviews" },
  { keys: ["g", "p"], label: "Go to Pools", href: "/pools" },
  { keys: ["g", "b"], label: "Go to the inbox", href: "/inbox" },
  { keys: ["g", "s"], label: "Go to Services", href: "/services" },
  { keys: ["?"], label: "Show these shortcuts", event: shellEvents.shortcuts },
];

/** Milliseconds within which the second key of a sequence counts. */
export const sequencePause = 1200;

/** What a key means after the keys before it: a shortcut, the start of one, or nothing. */
export function readKeys(pressed: readonly string[]): Shortcut | "more" | undefined {
  const text = pressed.join(" ");
  const exact = shortcuts.find((shortcut) => shortcut.keys.join(" ") === text);
  if (exact) return exact;
  if (shortcuts.some((shortcut) => shortcut.keys.join(" ").startsWith(`${text} `))) return "more";
  // A wrong second key may be the right first key of another.
  return pressed.length > 1 ? readKeys(pressed.slice(-1)) : undefined;
}
