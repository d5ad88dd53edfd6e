import { command } from "../core/command";
import { editPostMortemInput } from "./schema";
import { closeSection, isSame, openSection } from "./section";

/** Writes the summary and the classification. */
export const editPostMortem = command("post-mortem.edit", editPostMortemInput, async (work) => {
  const { tx, context, input } = work;
  const { incident, before } = await openSection(tx, context, input, "postMortem");
  const { ref, base, ...content } = input;
  if (isSame(content, base)) return { ref: incident.ref, base };
  await tx.postMortem.update({ where: { incidentId: incident.id }, data: content });
  return closeSection(work, incident, "postMortem", before);
});
