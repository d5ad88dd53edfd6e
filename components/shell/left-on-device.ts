import { clearAllDrafts } from "@/components/ui/draft-store";
import { waitingPrefix } from "@/lib/incidents/timeline/labels";

/** How many entries wait on this device to be sent; none where it keeps nothing. */
export function entriesWaiting(): number {
  try {
    return waitingKeys().reduce((sum, key) => sum + countIn(localStorage.getItem(key)), 0);
  } catch {
    return 0;
  }
}

/** Forgets all that was typed here, sent or not, for signing out. */
export function forgetDevice(): void {
  clearAllDrafts();
  try {
    for (const key of waitingKeys()) localStorage.removeItem(key);
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
