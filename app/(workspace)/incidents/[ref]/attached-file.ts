/** A file in the composer: on its way to the server, there and ready to be sent with an entry, or not taken. */
export type AttachedFile = {
  /** Tells this upload from every other; the server takes it once. */
  key: string;
  fileName: string;
  image: boolean;
  size: number;
  /** What an image shows, for those who do not see it. */
  description: string;
  state: "uploading" | "ready" | "failed";
  /** How much of it is with the server, from 0 to 1. */
  progress: number;
  /** Why it is not with the server. */
  problem: string | null;
  /** Whether sending it again may help: there was no answer. */
  again: boolean;
  /** What the server calls it once it is there. */
  id: string | null;
  /** Where an image is seen before it is sent. */
  preview: string | null;
};

/** A file that is with the server, as it waits with its entry. */
export type SentFile = { id: string; description: string };

// As a draft is, forgotten with all others when somebody signs out.
const prefix = "highwater:draft:attached:";

// The server removes what nobody sent after a day.
const KEPT_MS = 23 * 3_600_000;

/** Remembers on this device which files are with the server and not sent yet, so that a reload does not lose them. */
export function rememberAttached(name: string, files: readonly AttachedFile[]): void {
  const ready = files.filter(({ id }) => id !== null).map((file) => ({ ...file, preview: null }));
  try {
    if (ready.length === 0) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, JSON.stringify({ until: Date.now() + KEPT_MS, files: ready }));
  } catch {
    // A browser that keeps nothing forgets them at a reload; they are still on the page.
  }
}

/** What was remembered, unless it is too long ago. `addressOf` says where a file is seen. */
export function rememberedFiles(name: string, addressOf: (id: string) => string): AttachedFile[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(prefix + name) ?? "null");
    if (typeof value !== "object" || value === null) return [];
    const { until, files } = value as { until?: unknown; files?: unknown };
    if (typeof until !== "number" || until < Date.now() || !Array.isArray(files)) return [];
    return files
      .filter(isAttached)
      .map((file) => ({ ...file, preview: file.image ? addressOf(file.id) : null }));
  } catch {
    return [];
  }
}

function isAttached(value: unknown): value is AttachedFile & { id: string } {
  if (typeof value !== "object" || value === null) return false;
  const { key, id, fileName, description, size } = value as Record<string, unknown>;
  return (
    [key, id, fileName, description].every((part) => typeof part === "string") && typeof size === "number"
  );
}
