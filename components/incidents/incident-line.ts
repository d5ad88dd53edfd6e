import { formatInstant, formatRelative, formatUtc } from "@/components/ui/format-time";
import type { IncidentRow } from "@/lib/incidents/lists/rows";
import { beganAt, durations, whyNot } from "@/lib/incidents/milestones/rules";
import { isOpen } from "@/lib/incidents/rules";
import type { IncidentMode, IncidentStatus, Severity } from "@/prisma/generated/enums";

/** What a table of incidents shows of one, in the words in which it shows it: small enough to send to the browser. */
export type IncidentLine = {
  ref: string;
  foreignRef: string | null;
  title: string;
  severity: Severity;
  status: IncidentStatus;
  mode: IncidentMode;
  restricted: boolean;
  place: string;
  began: { iso: string; words: string; title: string };
  /** Null while it lasts: nobody knows yet how long it will have been. */
  total: { seconds: number | null; missing: string } | null;
};

/** An incident as a line of a table, its time on the clock of `zone`. */
export function incidentLine(incident: IncidentRow, zone: string, now: Date): IncidentLine {
  const { ref, foreignRef, title, severity, status, mode, restrictedAt, milestones } = incident;
  const began = beganAt(milestones, incident.createdAt);
  const { total } = durations(milestones);
  return {
    ...{ ref, foreignRef, title, severity, status, mode, restricted: restrictedAt !== null },
    place: [incident.service?.name, incident.environment?.name].filter(Boolean).join(" · "),
    began: {
      iso: began.toISOString(),
      words: formatRelative(began, now),
      title: `${formatInstant(began, zone)} · ${formatUtc(began)}`,
    },
    total: isOpen(status)
      ? null
      : { seconds: total.validity === "ok" ? total.seconds : null, missing: whyNot(total) },
  };
}
