import { z } from "zod";
import { IncidentMode, IncidentStatus, Severity } from "../../prisma/generated/enums";
import { checked, line, optional, tidyText } from "../core/text";
import { timeZoneField } from "../people/schema";

/** How an incident is named: our ref, or the one that an imported document carries. */
export const incidentRef = z.string({ error: "Name the incident." }).trim().min(1, "Name the incident.");

/** The number of the edit that a form was shown; a different one now is a conflict. */
export const shownVersion = z.coerce.number({ error: "Reload the page and try again." }).int().min(0);

const title = line(300, "Give the incident a title.");
const severity = z.enum(Severity, { error: "Choose a severity." });
const slug = z.string().transform(tidyText);

/**
 * What declaring takes. Without an environment it is the service's primary one; without a zone the declarer's own.
 * `restricted` hides it from the first moment.
 */
export const declareIncidentInput = z.object({
  title,
  severity,
  service: optional(slug),
  environment: optional(slug),
  mode: optional(z.enum(IncidentMode, { error: "Choose how it is recorded." })),
  timeZone: optional(timeZoneField),
  restricted: checked,
});

/** The header as edited. A service or environment that is left out is taken away. */
export const editIncidentInput = z.object({
  ref: incidentRef,
  version: shownVersion,
  title,
  severity,
  service: optional(slug),
  environment: optional(slug),
  timeZone: timeZoneField,
});

/** A command that takes nothing but the incident. */
export const onIncidentInput = z.object({ ref: incidentRef });

/** Filters of the list, as the API takes them. */
export const incidentQuery = z.object({
  status: z.enum(["open", "all", ...Object.values(IncidentStatus)]).default("all"),
  severity: z.enum(Severity).optional(),
  mode: z.enum(IncidentMode).optional(),
  service: slug.optional(),
  environment: slug.optional(),
  text: z.string().max(200).transform(tidyText).optional(),
});

const asked = incidentQuery.shape;

/** The same as an address of the list's page carries them; what is not understood is ignored. */
export const incidentFilters = z.object({
  status: asked.status.unwrap().catch("open"),
  severity: asked.severity.catch(undefined),
  mode: asked.mode.catch(undefined),
  service: asked.service.catch(undefined),
  environment: asked.environment.catch(undefined),
  text: asked.text.catch(undefined),
});

/** Filters of the list. */
export type IncidentFilters = z.infer<typeof incidentFilters>;
