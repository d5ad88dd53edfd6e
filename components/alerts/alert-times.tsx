import { formatDuration } from "@/components/ui/format-duration";
import { Time } from "@/components/ui/time";

type Props = {
  alert: { pendingAt: Date; firingAt: Date | null; endedAt: Date | null };
  zone: string;
  now: Date;
};

/** When an alert fired, and how long before its threshold was crossed; of one that did not fire, when that was. */
export function AlertTimes({ alert: { pendingAt, firingAt, endedAt }, zone, now }: Props) {
  const from = firingAt ?? pendingAt;
  const length = (begin: Date, end: Date) => formatDuration((end.getTime() - begin.getTime()) / 1_000);
  const more = [
    ...(firingAt && firingAt > pendingAt ? [`crossed ${length(pendingAt, firingAt)} before`] : []),
    ...(endedAt ? [`ended after ${length(from, endedAt)}`] : []),
  ].join(", ");
  return (
    <>
      <span>
        {firingAt ? "fired" : "crossed"}{" "}
        <Time at={from} zone={zone} now={now} absoluteOnly={endedAt !== null} show="near" />
      </span>
      {more ? <span className="text-faint text-xs">{more}</span> : null}
    </>
  );
}
