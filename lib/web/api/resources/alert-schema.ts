import { z } from "zod";
import {
  AlertComparison,
  AlertFigure,
  AlertReason,
  AlertResponse,
  AlertSeverity,
  AlertState,
} from "../../../../prisma/generated/enums";
import type { AlertLine, WholeAlert } from "../../../alerts/history/queries";
import { alertStanding, alertStandings } from "../../../alerts/history/rules";
import { causes, signs } from "../../../pools/attribution/labels";
import { instant, named } from "./parts";
import { holderShown } from "./pool-schema";

const incident = z.object({ ref: z.string(), title: z.string() }).nullable();

/** An alert as lists show it. */
export const alertListed = z
  .object({
    id: z.uuid(),
    number: z.int(),
    name: z.string(),
    rule: named,
    figure: z.enum(AlertFigure),
    comparison: z.enum(AlertComparison),
    threshold: z.number(),
    severity: z.enum(AlertSeverity),
    response: z.enum(AlertResponse),
    state: z.enum(AlertState),
    standing: z.enum(alertStandings),
    pool: named.nullable(),
    healthCheck: named.nullable(),
    service: named.nullable(),
    instance: z.string().nullable(),
    pendingAt: instant,
    firingAt: instant.nullable(),
    endedAt: instant.nullable(),
    firstValue: z.number(),
    worstValue: z.number(),
    lastValue: z.number(),
    lastAt: instant,
    incident,
  })
  .meta({ id: "AlertSummary" });

const sign = z.object({
  name: z.enum(signs),
  values: z.record(z.string(), z.number().nullable()),
  says: z.string(),
  known: z.boolean(),
  speaksFor: z.array(z.enum(causes)),
  speaksAgainst: z.array(z.enum(causes)),
});

/** An alert with each of its steps, who held connections when it fired, and what that came from. */
export const alertShown = alertListed
  .extend({
    clearSince: instant.nullable(),
    steps: z.array(
      z.object({
        from: z.enum(AlertState).nullable(),
        to: z.enum(AlertState),
        reason: z.enum(AlertReason),
        value: z.number(),
        at: instant,
        recordedAt: instant,
      }),
    ),
    holdersAt: instant.nullable(),
    holders: z.array(holderShown),
    attribution: z
      .object({ cause: z.enum(causes), confidence: z.number(), reasons: z.array(sign) })
      .nullable(),
  })
  .meta({ id: "Alert" });

/** An alert with how it stands, and the service of what it is of. */
export const asListed = <Alert extends AlertLine | WholeAlert>(alert: Alert) => ({
  ...alert,
  standing: alertStanding(alert),
  service: alert.pool?.service ?? alert.healthCheck?.service ?? null,
});

/** The same with its steps. */
export const asAlert = (alert: WholeAlert) => ({
  ...asListed(alert),
  steps: alert.transitions,
  holders: alert.holders ?? [],
});

/** A rule as it is set up. */
export const ruleShown = z
  .object({
    slug: z.string(),
    name: z.string(),
    pool: named.nullable(),
    service: named.nullable(),
    figure: z.enum(AlertFigure),
    comparison: z.enum(AlertComparison),
    threshold: z.number(),
    clearThreshold: z.number().nullable(),
    forSeconds: z.int(),
    keepFiringSeconds: z.int(),
    severity: z.enum(AlertSeverity),
    response: z.enum(AlertResponse),
    createdAt: instant,
    pausedAt: instant.nullable(),
    archivedAt: instant.nullable(),
  })
  .meta({ id: "AlertRule" });

/** The same in a list: how often it fired in 30 days, and how many of its alerts fire now. */
export const ruleListed = ruleShown
  .extend({ fired: z.int(), firing: z.int() })
  .meta({ id: "AlertRuleSummary" });

/** What a rule would have done in the past. */
export const rulePreview = z
  .object({
    what: z.enum(["pool", "check"]),
    days: z.int(),
    from: instant,
    level: z.enum(["sample", "minute", "hour"]),
    watched: z.int(),
    unknown: z.int(),
    displaced: z.int(),
    replaces: z.array(
      z.object({ slug: z.string(), name: z.string(), of: z.array(z.string()), count: z.int() }),
    ),
    unjudged: z.int(),
    fired: z.int(),
    inIncident: z.int(),
    hit: z.int(),
    since: instant.nullable(),
    says: z.array(z.string()),
    lines: z.array(
      z.object({
        name: z.string(),
        href: z.string(),
        fired: z.int(),
        episodes: z.array(
          z.object({ firingAt: instant, endedAt: instant.nullable(), worst: z.string(), incident }),
        ),
      }),
    ),
  })
  .meta({ id: "AlertRulePreview" });
