import type { z } from "zod";
import { demandManager, getService } from "../../catalog/services/queries";
import { refuseNamesake, uniquely } from "../../catalog/unique-name";
import { command } from "../../core/command";
import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";
import { privateHosts } from "../../core/env";
import { Refusal, staleEdit } from "../../core/refusal";
import { slugOf } from "../../core/slug";
import { getStoredHealthCheck, healthCheckBase, healthCheckContent } from "./queries";
import { mostChecks, refusedLiteral } from "./rules";
import { addHealthCheckInput, editHealthCheckInput, onHealthCheckInput } from "./schema";

const what = "a health check";
type Input = Omit<z.infer<typeof addHealthCheckInput>, "service">;

/** Adds a health check to a service; it is asked for the first time within a second or two. */
export const addHealthCheck = command(
  "health-check.add",
  addHealthCheckInput,
  async ({ tx, context, input, changed }) => {
    const { service: named, ...rest } = input;
    const service = await holdService(tx, context, named);
    await refuseTaken(tx, input.name);
    refusePrivate(input.url);
    const environmentId = await environmentOf(tx, rest, undefined);
    const taken = await tx.healthCheck.findMany({ select: { slug: true } });
    const slug = slugOf(input.name, new Set(taken.map((one) => one.slug)), "check");
    const data = { ...columns(rest, environmentId), slug, serviceId: service.id, createdAt: context.now };
    const { id } = await uniquely(what, input.name, () => tx.healthCheck.create({ data }));
    await tx.healthCheckTurn.create({ data: { checkId: id, nextAt: context.now } });
    const told = Object.entries({ ...rest, service: service.slug });
    changed(
      { kind: "health-check", id },
      Object.fromEntries(told.map(([field, value]) => [field, [undefined, value] as const])),
    );
    return { slug, service: service.slug };
  },
);

/** Changes a health check, and has it asked at once. Refuses a stale form with the check and its base as they are now as `detail.current`. */
export const editHealthCheck = command(
  "health-check.edit",
  editHealthCheckInput,
  async ({ tx, context, input, changed }) => {
    const check = await lockCheck(tx, context, input.slug);
    const before = healthCheckContent(check);
    const current = { ...before, base: healthCheckBase(check) };
    if (input.base && input.base !== current.base) throw staleEdit(current);
    if (!check.archivedAt) await refuseTaken(tx, input.name, check.id);
    const { slug, base: _, ...after } = input;
    refusePrivate(after.url);
    const environmentId = await environmentOf(tx, after, before.environment);
    const answer = { slug, service: check.service.slug };
    const fields = Object.keys(before) as (keyof typeof before)[];
    if (fields.every((field) => before[field] === after[field])) return answer;
    const data = { ...columns(after, environmentId), version: { increment: 1 } };
    await uniquely(what, input.name, () => tx.healthCheck.update({ where: { id: check.id }, data }));
    await askAnew(tx, context, check.id);
    changed(
      { kind: "health-check", id: check.id },
      Object.fromEntries(fields.map((field) => [field, [before[field], after[field]] as const])),
    );
    return answer;
  },
);

/** Asks no more; what was answered stays for as long as it is kept. Quiet when it is archived already. */
export const archiveHealthCheck = command(
  "health-check.archive",
  onHealthCheckInput,
  async ({ tx, context, input, changed }) => {
    const { id, slug, service, archivedAt } = await lockCheck(tx, context, input.slug);
    const answer = { slug, service: service.slug };
    if (archivedAt) return answer;
    const data = { archivedAt: context.now, version: { increment: 1 } };
    await tx.healthCheck.update({ where: { id }, data });
    changed({ kind: "health-check", id }, { archivedAt: [null, context.now] });
    return answer;
  },
);

/** Brings an archived health check back, and has it asked at once as if it were new. Quiet when it is not archived. */
export const restoreHealthCheck = command(
  "health-check.restore",
  onHealthCheckInput,
  async ({ tx, context, input, changed }) => {
    const { id, slug, name, service, archivedAt } = await lockCheck(tx, context, input.slug);
    const answer = { slug, service: service.slug };
    if (!archivedAt) return answer;
    await holdService(tx, context, service.slug);
    await refuseTaken(tx, name, id);
    const data = { archivedAt: null, version: { increment: 1 } };
    await uniquely(what, name, () => tx.healthCheck.update({ where: { id }, data }));
    await askAnew(tx, context, id, { lastAt: null, failure: null, failuresInARow: 0 });
    changed({ kind: "health-check", id }, { archivedAt: [archivedAt, null] });
    return answer;
  },
);

/** The service, held so that those who add to it take turns. Refused where it is archived or has as many as it may. */
async function holdService(tx: Transaction, context: Context, slug: string) {
  await tx.$queryRaw`select 1 as held from service where slug = ${slug} for update`;
  const service = await getService(context, slug, tx);
  await demandManager(tx, context, service.ownerTeamId);
  if (service.archivedAt) throw new Refusal("conflict", "This service is archived: restore it first.");
  if ((await tx.healthCheck.count({ where: { serviceId: service.id, archivedAt: null } })) >= mostChecks)
    throw new Refusal("conflict", `A service has at most ${mostChecks} health checks: archive one first.`);
  return service;
}

async function lockCheck(tx: Transaction, context: Context, slug: string) {
  await tx.$queryRaw`select 1 as held from health_check where slug = ${slug} for update`;
  const check = await getStoredHealthCheck(context, slug, tx);
  await demandManager(tx, context, check.service.ownerTeamId);
  return check;
}

/** What is being asked at this moment is not waited for: its answer is of what was there before. */
async function askAnew(
  tx: Transaction,
  context: Context,
  checkId: string,
  standing: { lastAt?: null; failure?: null; failuresInARow?: 0 } = {},
): Promise<void> {
  const data = { ...standing, nextAt: context.now, leasedBy: null, leaseUntil: null };
  await tx.healthCheckTurn.update({ where: { checkId }, data });
}

/** What a name leads to is judged when it is asked; what is no name can be refused at once. */
function refusePrivate(url: string): void {
  const says = refusedLiteral(url, privateHosts());
  if (says) throw new Refusal("invalid", says, { url: says });
}

async function environmentOf(
  tx: Transaction,
  { environment }: Pick<Input, "environment">,
  before: string | undefined,
) {
  const found = environment ? await tx.environment.findUnique({ where: { slug: environment } }) : null;
  const says = "Choose one of the list.";
  if (environment && (!found || (found.archivedAt && environment !== before)))
    throw new Refusal("invalid", says, { environment: says });
  return found?.id ?? null;
}

const columns = ({ environment: _, expectedText, ...rest }: Input, environmentId: string | null) => ({
  ...rest,
  environmentId,
  expectedText: expectedText ?? null,
});

/** An archived check's name is free. */
const refuseTaken = (tx: Transaction, name: string, exceptId?: string) =>
  refuseNamesake(what, { name, exceptId }, (namesake) =>
    tx.healthCheck.findFirst({ where: { ...namesake, archivedAt: null } }),
  );
