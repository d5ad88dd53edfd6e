import { tellWaiting } from "@/components/shell/left-on-device";
import { waitingPrefix as prefix } from "@/lib/incidents/timeline/labels";
import type { SentFile } from "./attached-file";

/** Something typed into the composer that waits to be sent, or to be decided about. */
export type WaitingEntry = {
  /** Tells this sending from every other; the server takes it once. */
  key: string;
  text: string;
  kind: string;
  day: string;
  /** When it was typed, as an ISO instant: where an entry without a time belongs. */
  typedAt: string;
  /** Whether it means the same later: an entry does, a change of the status does not. */
  keeps: boolean;
  /** Whether it is sent by itself as soon as that can be done. */
  byItself: boolean;
  /** Why the server did not take it; null while it was not asked or did not answer. */
  refusal: string | null;
  /** Its files, which are with the server already. */
  attachments?: readonly SentFile[];
};

/** A key that no other sending has, as a UUID; also where the page came without TLS and the browser makes none. */
export function newSendingKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const digits = Array.from(bytes, (byte, place) => {
    // RFC 9562, 5.4: version 4, variant 10.
    const set = place === 6 ? (byte & 0x0f) | 0x40 : place === 8 ? (byte & 0x3f) | 0x80 : byte;
    return set.toString(16).padStart(2, "0");
  }).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** How many can wait. */
export const mostWaiting = 100;

const none: readonly WaitingEntry[] = [];

let last: { text: string | null; entries: readonly WaitingEntry[] } = { text: null, entries: none };

/** What waits under a name, in the order in which it was typed. The same array until something changes. */
export function readQueue(name: string): readonly WaitingEntry[] {
  const text = stored(name);
  if (text !== last.text) last = { text, entries: parsed(text) };
  return last.entries;
}

/** Changes what waits under a name. False where this browser keeps nothing. */
export function changeQueue(
  name: string,
  change: (entries: readonly WaitingEntry[]) => readonly WaitingEntry[],
): boolean {
  const after = change(readQueue(name));
  try {
    if (after.length === 0) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, JSON.stringify(after));
  } catch {
    return false;
  }
  tellWaiting();
  return true;
}

function stored(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name);
  } catch {
    return null;
  }
}

function parsed(text: string | null): readonly WaitingEntry[] {
  if (text === null) return none;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter(isWaiting) : none;
  } catch {
    return none;
  }
}

function isWaiting(value: unknown): value is WaitingEntry {
  if (typeof value !== "object" || value === null) return false;
  const { key, text, kind, day, typedAt } = value as Record<string, unknown>;
  return [key, text, kind, day, typedAt].every((part) => typeof part === "string");
}
