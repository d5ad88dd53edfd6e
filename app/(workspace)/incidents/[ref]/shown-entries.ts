import { formatClock } from "@/components/ui/format-time";
import { excerpt } from "@/lib/core/text";
import type { TimelineItem } from "@/lib/incidents/timeline/belongings";
import { entryKindLabels } from "@/lib/incidents/timeline/labels";
import type { ShownEntry } from "./nearest-entry";

/** The entries of a page of the timeline in a line each, those that were withdrawn left out. */
export const shownEntries = (entries: readonly TimelineItem[], zone: string): ShownEntry[] =>
  entries
    .filter(({ withdrawnAt }) => withdrawnAt === null)
    .map(({ id, at, kind, text }) => ({
      ...{ id, at: at.getTime() },
      says: `${formatClock(at, zone)} ${entryKindLabels[kind]}: ${excerpt(text, 80)}`,
    }));
