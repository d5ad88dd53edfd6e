import type { Severity } from "../../../prisma/generated/enums";
import { severityLabels } from "../labels";

/** What the timeline says about another severity. */
export function sentenceOfSeverity(from: Severity, to: Severity, note = ""): string {
  const change = `Severity ${severityLabels[from]} → ${severityLabels[to]}`;
  return note === "" ? change : `${change}: ${note}`;
}
