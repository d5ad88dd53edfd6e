import { z } from "zod";
import { AlertFigure, AlertSeverity } from "../../../prisma/generated/enums";
import { optional } from "../../core/text";
import { alertChoices, standingsOf } from "./rules";

const slug = z.string().trim().max(100);

/** What a list of alerts is narrowed to, as the API takes it. `fired` leaves out what did not last. */
export const alertQuery = z.object({
  state: z.enum(alertChoices).default("fired"),
  severity: z.enum(AlertSeverity).optional(),
  figure: z.enum(AlertFigure).optional(),
  pool: slug.optional(),
  service: slug.optional(),
  rule: slug.optional(),
});

const asked = alertQuery.shape;

/** The same as an address of the list's page carries it; anything unknown is as if it were not there. */
export const alertFilters = z
  .object({
    state: asked.state.unwrap().catch("fired"),
    severity: optional(asked.severity).catch(undefined),
    figure: optional(asked.figure).catch(undefined),
    pool: optional(asked.pool).catch(undefined),
    service: optional(asked.service).catch(undefined),
    rule: optional(asked.rule).catch(undefined),
  })
  .transform((filters) => ({ ...filters, standings: standingsOf(filters.state) }));

/** The same, read. */
export type AlertFilters = z.output<typeof alertFilters>;

/** What narrows a list, however it was asked. */
export type AlertNarrowing = Omit<AlertFilters, "state">;
