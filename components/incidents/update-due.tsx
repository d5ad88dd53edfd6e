import { formatInstant, formatUtc } from "@/components/ui/format-time";
import type { UpdateDue as Due } from "@/lib/incidents/updates/rules";
import { DueClock } from "./due-clock";

type Props = { due: Due; zone: string; now: Date; className?: string };

/** The clock of the next update for those outside: how long until it is due, or since it was, in words and as a glyph. */
export function UpdateDue({ due: { at, promised }, zone, now, className }: Props) {
  // Said here: a browser may know another abbreviation for a zone than the server.
  const title = `${formatInstant(at, zone)} · ${formatUtc(at)}${promised ? " · as promised" : ""}`;
  return <DueClock at={at} now={now} title={title} className={className} />;
}
