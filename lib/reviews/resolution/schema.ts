import { z } from "zod";
import { optionalProse } from "../../core/text";
import { incidentRef } from "../../incidents/schema";
import { base, proseOrNull, rowId, rows } from "../row-input";

const fix = z.object({ id: rowId, text: optionalProse(2_000) });

const codeChange = z.object({
  id: rowId,
  file: optionalProse(500),
  text: optionalProse(2_000),
  before: proseOrNull(2_000),
  after: proseOrNull(2_000),
});

/** Both lists of the section. */
export const editResolutionInput = z.object({
  ref: incidentRef,
  base,
  fixes: rows(fix, (row) => row.text === ""),
  codeChanges: rows(
    codeChange,
    (row) => row.file === "" && row.text === "" && row.before === null && row.after === null,
  ),
});
