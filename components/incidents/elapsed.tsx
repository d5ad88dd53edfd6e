"use client";

import { Duration } from "@/components/ui/duration";
import { useServerMinute } from "@/components/ui/use-server-minute";
import { elapsedSeconds } from "@/lib/incidents/milestones/rules";

type Props = {
  /** When the trouble began. */
  began: Date;
  now: Date;
  className?: string | undefined;
};

/** How long the trouble lasts already: a clock that goes on while the page is open. */
export function Elapsed({ began, now, className }: Props) {
  return <Duration seconds={elapsedSeconds(began, useServerMinute(began, now))} className={className} />;
}
