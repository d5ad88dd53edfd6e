import type { z } from "zod";
import type { PoolSourceKind } from "../../prisma/generated/enums";
import { refuseNamesake, uniquely } from "../catalog/unique-name";
import { command } from "../core/command";
import type { Context } from "../core/context";
import type { Transaction } from "../core/database";
import { Refusal, staleEdit } from "../core/refusal";
import { slugOf } from "../core/slug";
import { getStoredPool, mayManagePool, poolBase, poolContent } from "./queries";
import { addPoolInput, editPoolInput, onPoolInput } from "./schema";
import { chosenKinds } from "./sources/labels";
import { getSource } from "./sources/queries";

const what = "a pool";
type Input = Omit<z.infer<typeof addPoolInput>, "sourceSlug">;

/** Adds a pool of a source. Its figures begin with the next collection. */
export const addPool = command("pool.add", addPoolInput, async ({ tx, context, input, changed }) => {
  const { sourceSlug, ...rest } = input;
  const source = await holdSource(tx, context, sourceSlug);
  if (!source) throw new Refusal("invalid", "Choose a source.", { sourceSlug: "Choose a source." });
  if (source.kind === "own") throw new Refusal("conflict", "Highwater's own pool is there already.");
  if (!chosenKinds.includes(source.kind))
    throw new Refusal("conflict", "The pools of this source come by themselves, once it tells of them.");
  refuseApplication(source.kind, input);
  await refuseTaken(tx, input.name);
  const place = await placeOf(tx, context, rest, {});
  const taken = await tx.pool.findMany({ select: { slug: true } });
  const slug = slugOf(input.name, new Set(taken.map((one) => one.slug)), "pool");
  const { id } = await uniquely(what, input.name, () =>
    tx.pool.create({ data: { ...columns(rest, place), slug, sourceId: source.id, createdAt: context.now } }),
  );
  await tx.poolCollection.update({ where: { sourceId: source.id }, data: { nextAt: context.now } });
  changed(
    { kind: "pool", id },
    Object.fromEntries(
      Object.entries({ ...rest, source: source.slug }).map(([field, value]) => [
        field,
        [undefined, value] as const,
      ]),
    ),
  );
  return { slug };
});

/** Changes a pool. Refuses a stale form with the pool and its base as they are now as `detail.current`. */
export const editPool = command("pool.edit", editPoolInput, async ({ tx, context, input, changed }) => {
  const pool = await lockPool(tx, context, input.slug);
  const before = poolContent(pool);
  const current = { ...before, base: poolBase(pool) };
  if (input.base && input.base !== current.base) throw staleEdit(current);
  await refuseTaken(tx, input.name, pool.id);
  refuseApplication(pool.source.kind, input);
  const { slug, base: _, ...after } = input;
  const place = await placeOf(tx, context, after, before);
  const fields = Object.keys(before) as (keyof typeof before)[];
  if (fields.every((field) => before[field] === after[field])) return { slug };
  await uniquely(what, input.name, () =>
    tx.pool.update({ where: { id: pool.id }, data: { ...columns(after, place), version: { increment: 1 } } }),
  );
  changed(
    { kind: "pool", id: pool.id },
    Object.fromEntries(fields.map((field) => [field, [before[field], after[field]] as const])),
  );
  return { slug };
});

/** Takes a pool out of sight and collects no more of it; its history stays. Quiet when it is archived already. */
export const archivePool = command("pool.archive", onPoolInput, async ({ tx, context, input, changed }) => {
  const { id, slug, archivedAt } = await lockPool(tx, context, input.slug);
  if (archivedAt) return { slug };
  await tx.pool.update({ where: { id }, data: { archivedAt: context.now, version: { increment: 1 } } });
  changed({ kind: "pool", id }, { archivedAt: [null, context.now] });
  return { slug };
});

/** Brings an archived pool back. Quiet when it is not archived; refused when its source was removed. */
export const restorePool = command("pool.restore", onPoolInput, async ({ tx, context, input, changed }) => {
  const { id, slug, archivedAt, source } = await lockPool(tx, context, input.slug);
  if (!archivedAt) return { slug };
  if (!(await holdSource(tx, context, source.slug)))
    throw new Refusal("conflict", "Its source was removed: add a pool of another one.");
  await tx.pool.update({ where: { id }, data: { archivedAt: null, version: { increment: 1 } } });
  changed({ kind: "pool", id }, { archivedAt: [archivedAt, null] });
  return { slug };
});

/** A PgBouncer counts by database and user, whatever their applications are called. */
function refuseApplication(
  kind: PoolSourceKind,
  { application }: { application?: string | undefined },
): void {
  if (kind !== "pgbouncer" || application === undefined) return;
  const message = "PgBouncer does not count by application: leave it empty.";
  throw new Refusal("invalid", message, { application: message });
}

/** The source, held so that nobody removes it before the pool is there; null where none is in use. */
async function holdSource(tx: Transaction, context: Context, slug: string) {
  const held = await tx.$queryRaw<unknown[]>`
    select 1 as held from pool_source where slug = ${slug} and archived_at is null for share`;
  return held.length > 0 ? getSource(context, slug, tx) : null;
}

async function lockPool(tx: Transaction, context: Context, slug: string) {
  await tx.$queryRaw`select 1 as held from pool where slug = ${slug} for update`;
  const pool = await getStoredPool(context, slug, tx);
  await demandManager(tx, context, pool.service);
  if (pool.source.kind === "own")
    throw new Refusal("conflict", "Highwater's own pool is set by its environment.");
  return pool;
}

async function demandManager(
  tx: Transaction,
  context: Context,
  service: { ownerTeamId: string | null } | null,
) {
  if (!(await mayManagePool(context, service, tx)))
    throw new Refusal("forbidden", "Leads of the team that owns the service change its pools, and admins.");
}

type Place = Pick<Input, "service" | "environment">;

/**
 * The service and the environment that are meant, in use or as before; refused where the actor may not manage the
 * service.
 */
async function placeOf(tx: Transaction, context: Context, { service, environment }: Place, before: Place) {
  const choose = (field: string) =>
    new Refusal("invalid", "Choose one of the list.", { [field]: "Choose one of the list." });
  const theService = service ? await tx.service.findUnique({ where: { slug: service } }) : null;
  if (service && (!theService || (theService.archivedAt && service !== before.service)))
    throw choose("service");
  await demandManager(tx, context, theService);
  const theEnvironment = environment
    ? await tx.environment.findUnique({ where: { slug: environment } })
    : null;
  if (environment && (!theEnvironment || (theEnvironment.archivedAt && environment !== before.environment)))
    throw choose("environment");
  return { serviceId: theService?.id ?? null, environmentId: theEnvironment?.id ?? null };
}

const columns = (input: Input, place: { serviceId: string | null; environmentId: string | null }) => ({
  ...place,
  name: input.name,
  declaredMax: input.declaredMax ?? null,
  database: input.database ?? null,
  userName: input.userName ?? null,
  application: input.application ?? null,
  holdLimitSeconds: input.holdLimitSeconds,
  idleInTransactionLimitSeconds: input.idleInTransactionLimitSeconds,
});

const refuseTaken = (tx: Transaction, name: string, exceptId?: string) =>
  refuseNamesake(what, { name, exceptId }, (namesake) => tx.pool.findFirst({ where: namesake }));
