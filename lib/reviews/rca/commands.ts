import { command } from "../../core/command";
import { planRows } from "../rules";
import { closeSection, isSame, openSection, storeRows } from "../section";
import { editRootCauseAnalysisInput } from "./schema";

/** Writes what happened, the root causes and the contributing factors. Rows keep their ids, so action items stay linked. */
export const editRootCauseAnalysis = command(
  "root-cause-analysis.edit",
  editRootCauseAnalysisInput,
  async (work) => {
    const { tx, context, input } = work;
    const { incident, before } = await openSection(tx, context, input, "analysis");
    const { ref, base, ...content } = input;
    if (isSame(content, base)) return { ref: incident.ref, base };
    const { whatHappened, rootCauses, factors } = content;
    await tx.postMortem.update({ where: { incidentId: incident.id }, data: { whatHappened } });
    await storeRows(tx.rootCause, incident.id, planRows(before.rootCauses, rootCauses));
    await storeRows(tx.contributingFactor, incident.id, planRows(before.factors, factors));
    return closeSection(work, incident, "analysis", before);
  },
);
