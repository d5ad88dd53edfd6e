import { z } from "zod";
import { FactorCategory } from "../../../prisma/generated/enums";
import { checked, optionalProse } from "../../core/text";
import { incidentRef } from "../../incidents/schema";
import { base, choiceOrNull, proseOrNull, rowId, rows } from "../row-input";
import { MOST_MARKDOWN } from "../schema";

const rootCause = z.object({ id: rowId, title: optionalProse(300), text: optionalProse(5_000) });

const factor = z.object({
  id: rowId,
  text: optionalProse(2_000),
  category: choiceOrNull(FactorCategory),
  positive: checked,
  acceptedRisk: proseOrNull(2_000),
});

/** The narrative and both lists of the section. */
export const editRootCauseAnalysisInput = z.object({
  ref: incidentRef,
  base,
  whatHappened: optionalProse(MOST_MARKDOWN),
  rootCauses: rows(rootCause, (row) => row.title === "" && row.text === ""),
  factors: rows(factor, (row) => row.text === ""),
});
