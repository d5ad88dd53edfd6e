import { command } from "../../core/command";
import { planRows } from "../rules";
import { closeSection, isSame, openSection, storeRows } from "../section";
import { editResolutionInput } from "./schema";

/** Writes the immediate fixes and the code changes. */
export const editResolution = command("resolution.edit", editResolutionInput, async (work) => {
  const { tx, context, input } = work;
  const { incident, before } = await openSection(tx, context, input, "resolution");
  const { ref, base, ...content } = input;
  if (isSame(content, base)) return { ref: incident.ref, base };
  await storeRows(tx.fix, incident.id, planRows(before.fixes, content.fixes));
  await storeRows(tx.codeChange, incident.id, planRows(before.codeChanges, content.codeChanges));
  return closeSection(work, incident, "resolution", before);
});
