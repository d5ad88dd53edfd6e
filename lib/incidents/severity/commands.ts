import { command } from "../../core/command";
import { editDocument } from "../document-version";
import { lockIncident } from "../queries";
import { writeSystemEntry } from "../timeline/commands";
import { sentenceOfSeverity } from "./rules";
import { changeSeverityInput } from "./schema";

/** Gives an incident another severity and leaves an entry. Quiet when it has that severity already. */
export const changeSeverity = command(
  "incident.change-severity",
  changeSeverityInput,
  async ({ tx, context, input, changed }) => {
    const incident = await lockIncident(tx, context, input.ref);
    const { id, ref, severity: from } = incident;
    const { severity, note } = input;
    if (from === severity) return { ref, severity };
    await tx.incident.update({ where: { id }, data: { severity, version: { increment: 1 } } });
    changed({ kind: "incident", id, incidentId: id }, { severity: [from, severity] });
    const text = sentenceOfSeverity(from, severity, note);
    await writeSystemEntry(tx, context, incident, { kind: "status", text });
    await editDocument(tx, id, context.now);
    return { ref, severity };
  },
);
