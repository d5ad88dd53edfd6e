import { Clock, ClockAlert } from "lucide-react";
import { cx } from "@/components/ui/cx";
import { formatDuration } from "@/components/ui/format-duration";
import { formatInstant, formatUtc } from "@/components/ui/format-time";
import { type UpdateDue as Due, minutesToDue } from "@/lib/incidents/updates/rules";

type Props = { due: Due; zone: string; now: Date; className?: string };

/** The clock of the next update for those outside: how long until it is due, or since it was, in words and as a glyph. */
export function UpdateDue({ due, zone, now, className }: Props) {
  const { late, minutes } = minutesToDue(due, now);
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
      <time
        dateTime={due.at.toISOString()}
        title={`${formatInstant(due.at, zone)} · ${formatUtc(due.at)}${due.promised ? " · as promised" : ""}`}
        className="tabular"
      >
        {wordsFor(late, minutes)}
      </time>
    </span>
  );
}

function wordsFor(late: boolean, minutes: number): string {
  if (!late) return `Update due in ${formatDuration(minutes * 60)}`;
  return minutes === 0 ? "Update due now" : `Update overdue by ${formatDuration(minutes * 60)}`;
}
