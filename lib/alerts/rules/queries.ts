import type { Prisma } from "../../../prisma/generated/client";
import { teamsOfActor } from "../../catalog/services/queries";
import { mayManageService } from "../../catalog/services/rules";
import { baseOf } from "../../core/base";
import type { Context } from "../../core/context";
import { database, type Reader, sql } from "../../core/database";
import { may } from "../../core/permissions";
import { Refusal } from "../../core/refusal";
import { demandReader } from "../../people/queries";
import { mayManagePool } from "../../pools/queries";
import { rulesFor, type Watched } from "./rules";

const ofService = { select: { id: true, slug: true, name: true, ownerTeamId: true } } as const;
const inclusion = {
  service: ofService,
  pool: { select: { id: true, slug: true, name: true, service: ofService } },
} as const satisfies Prisma.AlertRuleInclude;

/** A rule with the pool or the service that it is of. */
export type Rule = Prisma.AlertRuleGetPayload<{ include: typeof inclusion }>;

const inOrder = [{ figure: "asc" }, { severity: "asc" }, { name: "asc" }] as const;

/** The rules in use by what they watch, or the archived ones. */
export async function listRules(
  context: Context,
  { archived = false }: { archived?: boolean } = {},
): Promise<Rule[]> {
  demandReader(context);
  return database().alertRule.findMany({
    where: { archivedAt: archived ? { not: null } : null },
    include: inclusion,
    orderBy: [...inOrder],
  });
}

/** The rules that apply to a pool or to a service's health checks; those that take the place of others in their stead. */
export async function listRulesOf(context: Context, watched: Watched): Promise<Rule[]> {
  demandReader(context);
  const rules = await database().alertRule.findMany({
    where: {
      archivedAt: null,
      OR: [
        { poolId: null, serviceId: null },
        ...(watched.poolId ? [{ poolId: watched.poolId }] : []),
        ...(watched.serviceId ? [{ serviceId: watched.serviceId }] : []),
      ],
    },
    include: inclusion,
    orderBy: [...inOrder],
  });
  return rulesFor(watched, rules);
}

/** One rule by its slug, archived or not; refused as 'not_found' where there is none. */
export async function getRule(context: Context, slug: string, reader: Reader = database()): Promise<Rule> {
  demandReader(context);
  const rule = await reader.alertRule.findUnique({ where: { slug: slug.trim() }, include: inclusion });
  if (!rule) throw new Refusal("not_found", `There is no rule ${slug}.`);
  return rule;
}

/** What can be edited of a rule, in the words of the form. */
export const ruleContent = (rule: Rule) => ({
  name: rule.name,
  service: rule.service?.slug,
  pool: rule.pool?.slug,
  figure: rule.figure,
  comparison: rule.comparison,
  threshold: rule.threshold,
  clearThreshold: rule.clearThreshold,
  forSeconds: rule.forSeconds,
  keepFiringSeconds: rule.keepFiringSeconds,
  severity: rule.severity,
  response: rule.response,
});

/** A fingerprint of what the form of a rule shows. */
export const ruleBase = (rule: Rule): string => baseOf(ruleContent(rule));

/** Whether the actor may change a rule: of a pool or a service who manages that, of everything any lead. */
export async function mayManageRule(
  context: Context,
  { pool, service }: Pick<Rule, "pool" | "service">,
  reader: Reader = database(),
): Promise<boolean> {
  if (!may(context.actor, "alert-rule.edit")) return false;
  if (!pool && !service) return true;
  return mayManagePool(context, pool?.service ?? service, reader);
}

/** What a rule of the actor's can be of: the pools and services in use that they manage, by name. */
export async function listScopes(
  context: Context,
): Promise<Record<"pools" | "services", { slug: string; name: string }[]>> {
  demandReader(context);
  const db = database();
  const [pools, services, teams] = await Promise.all([
    db.pool.findMany({
      where: { archivedAt: null },
      include: { service: ofService },
      orderBy: { name: "asc" },
    }),
    db.service.findMany({ where: { archivedAt: null }, ...ofService, orderBy: { name: "asc" } }),
    teamsOfActor(context),
  ]);
  const mine = (service: { ownerTeamId: string | null } | null) =>
    mayManageService(context.actor, service?.ownerTeamId ?? null, teams);
  return { pools: pools.filter(({ service }) => mine(service)), services: services.filter(mine) };
}

/** Slugs and names of all pools by name, archived ones too: what a list is filtered by. */
export async function listPoolNames(context: Context): Promise<{ slug: string; name: string }[]> {
  demandReader(context);
  return sql("select slug, name from pool order by name");
}

/** How often a rule fired lately, and how many of its alerts are open. */
export type RuleCount = { fired: number; firing: number };

/** How often each rule fired in the last days, by the rule's id; those that did not are not there. */
export async function countFirings(context: Context, days = 30): Promise<Map<string, RuleCount>> {
  demandReader(context);
  const rows = await sql<RuleCount & { ruleId: string }>(
    `select rule_id as "ruleId", count(*) filter (where firing_at > $1::timestamptz - make_interval(days => $2))::int as fired,
       count(*) filter (where state = 'firing')::int as firing
     from alert where firing_at > $1::timestamptz - make_interval(days => $2) or state = 'firing' group by 1`,
    [context.now, days],
  );
  return new Map(rows.map(({ ruleId, ...count }) => [ruleId, count]));
}
