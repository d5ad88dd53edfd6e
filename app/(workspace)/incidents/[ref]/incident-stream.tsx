"use client";

import { KeepFresh } from "@/components/ui/keep-fresh";
import { hearPresence } from "./presence-store";

const hears = { presence: hearPresence };
// As often as most sources deliver.
const MEASURED_EVERY_MS = 15_000;

type Props = {
  stream: string;
  quiet: boolean;
  /** Whether what its pools measure is on the page as it is now. */
  measured: boolean;
};

/** Keeps the page of an incident as it is now, unless it is `quiet`, and hears who else has it open. */
export function IncidentStream({ stream, quiet, measured }: Props) {
  return (
    <KeepFresh
      stream={stream}
      quiet={quiet}
      everyMs={measured ? MEASURED_EVERY_MS : undefined}
      hears={hears}
    />
  );
}
