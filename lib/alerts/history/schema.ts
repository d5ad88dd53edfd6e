import { z } from "zod";
import { AlertFigure, AlertSeverity, AlertState } from "../../../prisma/generated/enums";
import { optional } from "../../core/text";

/** What a list of alerts is narrowed to. `fired` leaves out what did not last; anything unknown is as if it were not there. */
export const alertFilters = z.object({
  state: z.enum(["fired", "all", ...Object.values(AlertState)]).catch("fired"),
  severity: optional(z.enum(AlertSeverity)).catch(undefined),
  figure: optional(z.enum(AlertFigure)).catch(undefined),
  pool: optional(z.string().trim().max(100)).catch(undefined),
  service: optional(z.string().trim().max(100)).catch(undefined),
  rule: optional(z.string().trim().max(100)).catch(undefined),
});

/** The same, read. */
export type AlertFilters = z.infer<typeof alertFilters>;
