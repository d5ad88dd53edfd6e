import type { Section } from "../outline";
import { passOver } from "../passed-over";
import type { Reading } from "../reading";
import { writeTime } from "../times";
import { table, under } from "../write";

/** What an export says of a series that is kept with the incident: the most in use at once, of how many, and when. */
export type EvidenceMention = {
  pool: string;
  from: Date;
  to: Date;
  greatest: { used: number; max: number | null; at: number } | null;
};

const REMARK =
  "The figures themselves are kept with the incident, as data; they are no part of what sign-offs sign.";

/** A line for each pool whose figures are kept with the incident. The figures travel as JSON or CSV. */
export const writeEvidence = (evidence: readonly EvidenceMention[], zone: string): string[] => {
  const time = (at: Date | number) => writeTime(new Date(at).toISOString(), "exact", zone);
  const lines = table([
    { title: "Pool", cells: evidence.map(({ pool }) => pool), always: true },
    { title: `From (${zone})`, cells: evidence.map(({ from }) => time(from)), always: true },
    { title: `To (${zone})`, cells: evidence.map(({ to }) => time(to)), always: true },
    { title: "Most in use", cells: evidence.map(({ greatest }) => mostOf(greatest)) },
    { title: `At (${zone})`, cells: evidence.map(({ greatest }) => (greatest ? time(greatest.at) : "")) },
  ]);
  return under(2, "Pool figures", lines.length === 0 ? [] : [...lines, REMARK]);
};

function mostOf(greatest: EvidenceMention["greatest"]): string {
  if (!greatest) return "";
  return greatest.max === null ? String(greatest.used) : `${greatest.used} of ${greatest.max}`;
}

/** Passes over what our own export says of figures, which stay where they are kept. */
export const readEvidence = (reading: Reading, section: Section): void =>
  passOver(reading, section, {
    columns: [/^pool$/, /^from \(/],
    remark: REMARK,
    says: "Figures of pools stay where they are kept: a document only mentions them.",
  });
