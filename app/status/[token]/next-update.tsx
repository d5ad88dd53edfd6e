import { Time } from "@/components/ui/time";
import { isUpdateLate } from "@/lib/incidents/updates/rules";

/** By when there is news, or that it should have come. How long that is would stand still where the page gets no answer. */
export function NextUpdate({ at, zone, now }: { at: Date | null; zone: string; now: Date }) {
  if (!at) return null;
  const time = <Time at={at} zone={zone} now={now} absoluteOnly className="font-medium text-ink" />;
  return (
    <p className="text-muted">
      {isUpdateLate({ at }, now) ? (
        <>The next update was promised for {time} and is late.</>
      ) : (
        <>Next update by {time}</>
      )}
    </p>
  );
}
