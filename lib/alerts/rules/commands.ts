import { z } from "zod";
import { refuseNamesake, uniquely } from "../../catalog/unique-name";
import { type Changed, command } from "../../core/command";
import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";
import { Refusal, staleEdit } from "../../core/refusal";
import { slugOf } from "../../core/slug";
import { mayManagePool } from "../../pools/queries";
import { getRule, mayManageRule, ruleBase, ruleContent } from "./queries";
import { type RuleTerms, usualRules } from "./rules";
import { addRuleInput, editRuleInput, onRuleInput, type RuleInput } from "./schema";

const what = "a rule";
type Scope = { poolId: string | null; serviceId: string | null };
const everywhere: Scope = { poolId: null, serviceId: null };

/** Adds a rule. Refuses a name that another rule in use has. */
export const addRule = command("alert-rule.add", addRuleInput, async ({ tx, context, input, changed }) => {
  await refuseTaken(tx, input.name);
  const scope = await scopeOf(tx, context, input, {});
  return { slug: await make(tx, context, changed, input, scope) };
});

/** Adds the usual rules, for everything, where there has never been one; quiet where there is or was. */
export const addUsualRules = command(
  "alert-rule.add-usual",
  z.object({}),
  async ({ tx, context, changed }) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('highwater.usual-alert-rules'))`;
    if (await tx.alertRule.findFirst({ select: { id: true } })) return { slugs: [] };
    const slugs: string[] = [];
    for (const rule of usualRules) slugs.push(await make(tx, context, changed, rule, everywhere));
    return { slugs };
  },
);

/** Changes a rule. Refuses a stale form with the rule and its base as they are now as `detail.current`. */
export const editRule = command("alert-rule.edit", editRuleInput, async ({ tx, context, input, changed }) => {
  const rule = await lockRule(tx, context, input.slug);
  const before = ruleContent(rule);
  const current = { ...before, base: ruleBase(rule) };
  if (input.base && input.base !== current.base) throw staleEdit(current);
  const { slug, base: _, ...after } = input;
  const scope = await scopeOf(tx, context, after, before);
  const fields = Object.keys(before) as (keyof typeof before)[];
  if (fields.every((field) => before[field] === after[field])) return { slug };
  if (rule.archivedAt === null) await refuseTaken(tx, input.name, rule.id);
  const data = { ...scope, ...termsOf(after), name: after.name, version: { increment: 1 } };
  await uniquely(what, input.name, () => tx.alertRule.update({ where: { id: rule.id }, data }));
  changed(
    { kind: "alert-rule", id: rule.id },
    Object.fromEntries(fields.map((field) => [field, [before[field], after[field]] as const])),
  );
  return { slug };
});

/** Lets a rule rest: nothing fires by it, nor by more general ones in its place. Quiet when it rests already. */
export const pauseRule = command("alert-rule.pause", onRuleInput, async ({ tx, context, input, changed }) => {
  const { id, slug, pausedAt } = await lockRule(tx, context, input.slug);
  if (pausedAt) return { slug };
  await tx.alertRule.update({ where: { id }, data: { pausedAt: context.now, version: { increment: 1 } } });
  changed({ kind: "alert-rule", id }, { pausedAt: [null, context.now] });
  return { slug };
});

/** Lets a rule that rests watch again. Quiet when it does. */
export const resumeRule = command(
  "alert-rule.resume",
  onRuleInput,
  async ({ tx, context, input, changed }) => {
    const { id, slug, pausedAt } = await lockRule(tx, context, input.slug);
    if (!pausedAt) return { slug };
    await tx.alertRule.update({ where: { id }, data: { pausedAt: null, version: { increment: 1 } } });
    changed({ kind: "alert-rule", id }, { pausedAt: [pausedAt, null] });
    return { slug };
  },
);

/** Takes a rule out of use; its alerts stay. More general ones apply again. Quiet when it is archived already. */
export const archiveRule = command(
  "alert-rule.archive",
  onRuleInput,
  async ({ tx, context, input, changed }) => {
    const { id, slug, archivedAt } = await lockRule(tx, context, input.slug);
    if (archivedAt) return { slug };
    await tx.alertRule.update({
      where: { id },
      data: { archivedAt: context.now, version: { increment: 1 } },
    });
    changed({ kind: "alert-rule", id }, { archivedAt: [null, context.now] });
    return { slug };
  },
);

/** Brings an archived rule back, as it was. Quiet when it is in use; refused where its name is taken meanwhile. */
export const restoreRule = command(
  "alert-rule.restore",
  onRuleInput,
  async ({ tx, context, input, changed }) => {
    const { id, slug, name, archivedAt } = await lockRule(tx, context, input.slug);
    if (!archivedAt) return { slug };
    await refuseTaken(tx, name, id);
    await uniquely(what, name, () =>
      tx.alertRule.update({ where: { id }, data: { archivedAt: null, version: { increment: 1 } } }),
    );
    changed({ kind: "alert-rule", id }, { archivedAt: [archivedAt, null] });
    return { slug };
  },
);

const notYours = () =>
  new Refusal(
    "forbidden",
    "Leads of the team that owns the service change the rules of it and of its pools, and admins.",
  );

async function lockRule(tx: Transaction, context: Context, slug: string) {
  await tx.$queryRaw`select 1 as held from alert_rule where slug = ${slug} for update`;
  const rule = await getRule(context, slug, tx);
  if (!(await mayManageRule(context, rule, tx))) throw notYours();
  return rule;
}

/** What a rule is of, in use or as before; refused where the actor may not manage it. */
async function scopeOf(
  tx: Transaction,
  context: Context,
  { pool, service }: Pick<RuleInput, "pool" | "service">,
  before: { pool?: string | undefined; service?: string | undefined },
): Promise<Scope> {
  const choose = (field: string) =>
    new Refusal("invalid", "Choose one of the list.", { [field]: "Choose one of the list." });
  if (pool) {
    const found = await tx.pool.findUnique({ where: { slug: pool }, include: { service: true } });
    if (!found || (found.archivedAt && pool !== before.pool)) throw choose("pool");
    if (!(await mayManagePool(context, found.service, tx))) throw notYours();
    return { poolId: found.id, serviceId: null };
  }
  if (service) {
    const found = await tx.service.findUnique({ where: { slug: service } });
    if (!found || (found.archivedAt && service !== before.service)) throw choose("service");
    if (!(await mayManagePool(context, found, tx))) throw notYours();
    return { poolId: null, serviceId: found.id };
  }
  return everywhere;
}

/** Where something else stands than a rule: on its page a rule is written, in the API it looks back and adds the usual ones. */
const taken = ["new", "preview", "usual"];

async function make(
  tx: Transaction,
  context: Context,
  changed: Changed,
  rule: RuleTerms & { name: string; pool?: string | undefined; service?: string | undefined },
  scope: Scope,
): Promise<string> {
  const all = await tx.alertRule.findMany({ select: { slug: true } });
  const slug = slugOf(rule.name, new Set([...taken, ...all.map((one) => one.slug)]), "rule");
  const data = { ...scope, ...termsOf(rule), name: rule.name, slug, createdAt: context.now };
  const { id } = await uniquely(what, rule.name, () => tx.alertRule.create({ data }));
  const { name, pool, service } = rule;
  changed(
    { kind: "alert-rule", id },
    Object.fromEntries(
      Object.entries({ name, pool, service, ...termsOf(rule) }).map(([field, value]) => [
        field,
        [undefined, value] as const,
      ]),
    ),
  );
  return slug;
}

const termsOf = (rule: RuleTerms): RuleTerms => ({
  figure: rule.figure,
  comparison: rule.comparison,
  threshold: rule.threshold,
  clearThreshold: rule.clearThreshold,
  forSeconds: rule.forSeconds,
  keepFiringSeconds: rule.keepFiringSeconds,
  severity: rule.severity,
  response: rule.response,
});

const refuseTaken = (tx: Transaction, name: string, exceptId?: string) =>
  refuseNamesake(what, { name, exceptId }, (namesake) =>
    tx.alertRule.findFirst({ where: { ...namesake, archivedAt: null } }),
  );
