import type { EntryKind, EntrySource } from "../../../prisma/generated/enums";

/** Kinds of entries as people say them, in the order of a menu. */
export const entryKindLabels: Readonly<Record<EntryKind, string>> = {
  note: "Note",
  action: "Action",
  finding: "Finding",
  decision: "Decision",
  communication: "Communication",
  escalation: "Escalation",
  deploy: "Deploy",
  status: "Status",
  alert: "Alert",
  detection: "Detection",
  acknowledgement: "Acknowledgement",
  metric: "Metric",
  page: "Page",
};

/** Where entries come from, as people say it. */
export const entrySourceLabels: Readonly<Record<EntrySource, string>> = {
  manual: "written by hand",
  system: "recorded by Highwater",
  alert: "from an alert",
  metric: "from a metric",
  page: "from a page",
  deploy: "from a deploy",
  import: "imported",
  api: "through the API",
};

/** The most characters of an entry. */
export const mostCharacters = 20_000;

/** What the name begins with under which a browser keeps entries that wait to be sent. */
export const waitingPrefix = "highwater:entries:";

/** The name under which a browser keeps what somebody writes into the timeline of an incident, sent or not. */
export const entriesName = (personId: string, ref: string): string => `${personId}:incident:${ref}:entry`;

/** The ref of the incident in such a name of that person; null in every other name. */
export function refInEntriesName(name: string, personId: string): string | null {
  const [begins = "", ends = ""] = entriesName(personId, "\n").split("\n");
  return name.startsWith(begins) && name.endsWith(ends) ? name.slice(begins.length, -ends.length) : null;
}

/** How long ago something may have been typed that is sent only now, in milliseconds: thirty days. */
export const longestWaitMs = 30 * 24 * 60 * 60 * 1_000;
