import { formatDuration } from "@/components/ui/format-duration";
import { formatNear } from "@/components/ui/format-time";
import type { Span } from "@/lib/incidents/timeline/gaps/rules";

/** Says that for a while nothing was recorded; `to` is null where that is so still. */
export function TimelineGap({
  gap: { from, to },
  zone,
  now,
}: {
  gap: Span | { from: Date; to: null };
  zone: string;
  now: Date;
}) {
  return (
    <li className="flex items-center gap-3 px-1 py-2 text-faint text-xs before:h-0 before:flex-1 before:border-line before:border-t before:border-dashed after:h-0 after:flex-1 after:border-line after:border-t after:border-dashed">
      <span className="tabular">
        {to
          ? `Nothing recorded for ${formatDuration(minutesOnly(to.getTime() - from.getTime()))}`
          : `Nothing recorded since ${formatNear(from, zone, now)}`}
      </span>
    </li>
  );
}

/** Seconds are more than an entry's time is good for. */
const minutesOnly = (ms: number) => Math.floor(ms / 60_000) * 60;
