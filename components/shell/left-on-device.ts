import { clearAllDrafts } from "@/components/ui/draft-store";
import { refInEntriesName, waitingPrefix } from "@/lib/incidents/timeline/labels";

/** How many entries wait on this device to be sent; none where it keeps nothing. */
export function entriesWaiting(): number {
  try {
    return waitingKeys().reduce((sum, key) => sum + countIn(localStorage.getItem(key)), 0);
  } catch {
    return 0;
  }
}

/** How many entries wait on this device to be sent to one incident. */
export type WaitingHere = { ref: string; count: number };

/** The same of one person alone, by incident; nothing where this device keeps nothing. */
export function waitingOf(personId: string): WaitingHere[] {
  try {
    return waitingKeys()
      .map((key) => ({
        ref: refInEntriesName(key.slice(waitingPrefix.length), personId),
        count: countIn(localStorage.getItem(key)),
      }))
      .filter((one): one is WaitingHere => one.ref !== null && one.count > 0)
      .sort((one, other) => one.ref.localeCompare(other.ref));
  } catch {
    return [];
  }
}

const changed = "highwater:entries-changed";

/** Tells this tab that what waits has changed; the others learn it from the browser. */
export function tellWaiting(): void {
  window.dispatchEvent(new Event(changed));
}

/** Calls `heard` when what waits changes here or in another tab. Returns how to stop. */
export function hearWaiting(heard: () => void): () => void {
  window.addEventListener(changed, heard);
  window.addEventListener("storage", heard);
  return () => {
    window.removeEventListener(changed, heard);
    window.removeEventListener("storage", heard);
  };
}

/** Forgets all that was typed here, sent or not, for signing out. */
export function forgetDevice(): void {
  clearAllDrafts();
  try {
    for (const key of waitingKeys()) localStorage.removeItem(key);
    tellWaiting();
  } catch {
    // Nothing is kept where nothing can be.
  }
}

const waitingKeys = () => Object.keys(localStorage).filter((key) => key.startsWith(waitingPrefix));

function countIn(text: string | null): number {
  try {
    const value: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(value) ? value.length : 0;
  } catch {
    return 0;
  }
}
