import { z } from "zod";
import { optionalProse } from "../../core/text";
import { incidentRef } from "../../incidents/schema";
import { base, proseOrNull, rowId, rows } from "../row-input";

const controls = rows(
  z
    .object({ id: rowId, text: optionalProse(2_000), verification: proseOrNull(2_000) })
    .refine((row) => row.text !== "" || row.verification === null, {
      path: ["text"],
      error: "Say what must hold; the verification alone does not tell.",
    }),
  (row) => row.text === "",
);

/** Both lists of the section. */
export const editControlsInput = z.object({ ref: incidentRef, base, technical: controls, process: controls });
