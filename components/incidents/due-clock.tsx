"use client";

import { Clock, ClockAlert } from "lucide-react";
import { cx } from "@/components/ui/cx";
import { formatDuration } from "@/components/ui/format-duration";
import { useServerMinute } from "@/components/ui/use-server-minute";
import { minutesToDue } from "@/lib/incidents/updates/rules";

type Props = { at: Date; now: Date; title: string; className?: string | undefined };

/** The words and the glyph of a time by which an update is due; they go on while the page is open. */
export function DueClock({ at, now, title, className }: Props) {
  const { late, minutes } = minutesToDue({ at }, useServerMinute(at, now));
  const Glyph = late ? ClockAlert : Clock;
  return (
    <span
      data-tone={late ? "danger" : "neutral"}
      className={cx(
        "inline-flex items-center gap-1.5 whitespace-nowrap",
        late && "font-medium text-tone-ink",
        className,
      )}
    >
      <Glyph aria-hidden="true" className="size-3.5 shrink-0" />
      <time dateTime={at.toISOString()} title={title} className="tabular">
        {wordsFor(late, minutes)}
      </time>
    </span>
  );
}

function wordsFor(late: boolean, minutes: number): string {
  if (!late) return `Update due in ${formatDuration(minutes * 60)}`;
  return minutes === 0 ? "Update due now" : `Update overdue by ${formatDuration(minutes * 60)}`;
}
