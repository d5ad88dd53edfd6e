import { z } from "zod";
import { previewTyped } from "../../../alerts/preview/queries";
import { previewInput } from "../../../alerts/preview/schema";
import {
  addRule,
  addUsualRules,
  archiveRule,
  editRule,
  pauseRule,
  restoreRule,
  resumeRule,
} from "../../../alerts/rules/commands";
import {
  countFirings,
  getRule,
  listRules,
  type Rule,
  ruleBase,
  ruleContent,
} from "../../../alerts/rules/queries";
import type { Context } from "../../../core/context";
import { database, type Reader } from "../../../core/database";
import { compute } from "../computing";
import { list, read, stretchWithin } from "../reading";
import { write } from "../writing";
import { ruleListed, rulePreview, ruleShown } from "./alert-schema";
import { archivedFilter } from "./parts";

const showing = (context: Context, { slug }: { slug: string }, reader: Reader = database()) =>
  getRule(context, slug, reader);

const writes = { scope: "alerts:write", answer: ruleShown, shows: showing } as const;

const terms =
  "Of a `pool`, of a `service` (its pools and its health checks), or, with neither, of everything. Thresholds are in the unit of the figure; `forSeconds` and `keepFiringSeconds` are seconds, or as people type them, `2 min`.";

/** What is watched, when it fires, and what follows. */
export const alertRules = {
  list: list({
    route: "GET /alert-rules",
    id: "alert-rule.list",
    scope: "alerts:read",
    summary: "List alert rules",
    description:
      "By what they watch; those in use, or those that were archived. `fired` counts the last 30 days, `firing` what does so now.",
    filters: archivedFilter,
    item: ruleListed,
    run: async (context, { filters, ...page }) => {
      const [rules, counts] = await Promise.all([listRules(context, filters), countFirings(context)]);
      const listed = rules.map((rule) => ({ fired: 0, firing: 0, ...counts.get(rule.id), ...rule }));
      return stretchWithin(listed, page, ({ slug }) => slug);
    },
  }),

  create: write(addRule, {
    ...writes,
    route: "POST /alert-rules",
    status: 201,
    summary: "Add a rule",
    description: `${terms} Leads write rules of what a team of theirs owns, and of everything.`,
    location: ({ slug }) => `/alert-rules/${slug}`,
  }),

  get: read({
    route: "GET /alert-rules/{slug}",
    id: "alert-rule.get",
    scope: "alerts:read",
    summary: "Read a rule",
    answer: ruleShown,
    run: (context, params) => showing(context, params),
  }),

  edit: write(editRule, {
    ...writes,
    route: "PATCH /alert-rules/{slug}",
    summary: "Change a rule",
    description: `Fields that are left out stay as they are; null takes \`pool\`, \`service\` or \`clearThreshold\` away. What fires by it ends where the change has it so. ${terms}`,
    guard: {
      current: showing,
      answer: ruleShown,
      edition: (current: Rule | null) => (current ? { base: ruleBase(current) } : {}),
      fills: ["base"],
      keeps: ruleContent,
      kept: ["name", "figure", "threshold", "severity", "response"],
    },
  }),

  pause: write(pauseRule, {
    ...writes,
    route: "PUT /alert-rules/{slug}/pause",
    summary: "Let a rule rest",
    description: "Nothing fires by it, nor by more general ones in its place. Quiet when it rests already.",
  }),

  resume: write(resumeRule, {
    ...writes,
    route: "DELETE /alert-rules/{slug}/pause",
    summary: "Let a rule that rests watch again",
  }),

  archive: write(archiveRule, {
    ...writes,
    route: "PUT /alert-rules/{slug}/archival",
    summary: "Archive a rule",
    description: "Its alerts stay; more general ones apply again.",
  }),

  restore: write(restoreRule, {
    ...writes,
    route: "DELETE /alert-rules/{slug}/archival",
    summary: "Bring an archived rule back",
  }),

  preview: compute({
    route: "POST /alert-rules/preview",
    id: "alert-rule.preview",
    scope: "alerts:read",
    summary: "Look back with a rule",
    description: `How often it would have fired in the last \`days\`, for which pools or health checks, and in which incidents. Name the \`rule\` that it is to become, so that it is not in its own way. Writes nothing; for keys of leads. ${terms}`,
    body: previewInput,
    answer: rulePreview,
    run: (context, { rule, days, ...typed }) => previewTyped(context, { ...typed, slug: rule, look: days }),
  }),

  addUsual: write(addUsualRules, {
    route: "POST /alert-rules/usual",
    scope: "alerts:write",
    summary: "Add the usual rules, for everything",
    description: "Where there has never been a rule; elsewhere it is quiet and adds none.",
    answer: z.object({ items: z.array(ruleShown) }).meta({ id: "UsualAlertRules" }),
    shows: async (context, { slugs }, reader) => {
      const items: Rule[] = [];
      for (const slug of slugs) items.push(await getRule(context, slug, reader));
      return { items };
    },
  }),
};
