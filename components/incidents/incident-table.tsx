import type { ReactNode } from "react";
import type { IncidentRow } from "@/lib/incidents/lists/rows";
import { incidentLine } from "./incident-line";
import { IncidentLines } from "./incident-lines";

type Props = {
  incidents: readonly IncidentRow[];
  zone: string;
  now: Date;
  /** Leaves out where it happened, for a page that says so itself. */
  placeless?: boolean;
  empty?: ReactNode;
};

/** Incidents as a table, a row each: what, how grave, where it stands, where it happened, when and for how long. */
export function IncidentTable({ incidents, zone, now, placeless = false, empty }: Props) {
  if (incidents.length === 0 && empty) return <>{empty}</>;
  const lines = incidents.map((incident) => incidentLine(incident, zone, now));
  return <IncidentLines lines={lines} placeless={placeless} now={now} />;
}
