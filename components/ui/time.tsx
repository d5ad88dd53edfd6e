import {
  formatClock,
  formatDate,
  formatInstant,
  formatNear,
  formatRelative,
  formatUtc,
  zoneName,
} from "./format-time";

type Props = {
  at: Date | string;
  /** IANA zone in which it is read; its short name is always shown. */
  zone: string;
  /** The context's clock. Without it there is nothing relative to say. */
  now?: Date | string | undefined;
  /**
   * `near` leaves out the date of today and the year of this year; `full` never does; `clock` is for lists
   * that stand under a date; `date` is the calendar day; `relative` shows the distance and hovers the rest.
   */
  show?: "near" | "full" | "clock" | "date" | "relative" | undefined;
  /** The instant is an estimate: 'about' is said in front. */
  about?: boolean | undefined;
  seconds?: boolean | undefined;
  /** Leaves the relative part out where it only repeats. */
  absoluteOnly?: boolean | undefined;
  className?: string | undefined;
};

/** One instant: absolute and relative together, the zone named, UTC on hover. Renders on the server; `TickingAges` goes on with it. */
export function Time({
  at,
  zone,
  now,
  show = "near",
  about,
  seconds = false,
  absoluteOnly,
  className,
}: Props) {
  const instant = new Date(at);
  if (Number.isNaN(instant.getTime())) return <span className={className}>unknown time</span>;
  const present = now === undefined ? undefined : new Date(now);
  const absolute = {
    near: () => (present ? formatNear(instant, zone, present) : formatInstant(instant, zone, seconds)),
    full: () => formatInstant(instant, zone, seconds),
    clock: () => `${formatClock(instant, zone, seconds)} ${zoneName(instant, zone)}`,
    date: () => formatDate(instant, zone),
    relative: () => formatInstant(instant, zone, seconds),
  }[show]();
  const relative = present && !absoluteOnly ? formatRelative(instant, present) : undefined;
  const only = show === "relative" && relative !== undefined;
  return (
    <time
      dateTime={instant.toISOString()}
      title={only ? `${absolute} · ${formatUtc(instant)}` : formatUtc(instant)}
      className={className}
    >
      {/* A browser may know another abbreviation for a zone than the server; the instant is the same. */}
      <span className="mr-0.5 whitespace-nowrap" suppressHydrationWarning>
        {about ? "about " : null}
        {only ? (
          <span key={instant.getTime()} data-age="">
            {relative}
          </span>
        ) : (
          absolute
        )}
      </span>
      {!only && relative ? (
        <>
          {" "}
          <span key={instant.getTime()} data-age="" className="whitespace-nowrap text-faint">
            {relative}
          </span>
        </>
      ) : null}
    </time>
  );
}
