import type { z } from "zod";
import { command } from "../../core/command";
import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";
import { Refusal, staleEdit } from "../../core/refusal";
import { slugOf } from "../../core/slug";
import { refuseNamesake, uniquely } from "../unique-name";
import { demandManager, getService, serviceBase, serviceContent } from "./queries";
import { createServiceInput, editServiceInput, onServiceInput } from "./schema";

const what = "a service";

/** Adds a service. A lead gives it to a team of theirs, or to nobody yet. Refuses a name that another one has. */
export const createService = command(
  "service.create",
  createServiceInput,
  async ({ tx, context, input, changed }) => {
    await refuseTaken(tx, input.name);
    const owner = await teamOf(tx, context, input.ownerTeam, null);
    const deployments = await deploymentsOf(tx, input, []);
    const taken = await tx.service.findMany({ select: { slug: true } });
    const slug = slugOf(input.name, new Set(taken.map((one) => one.slug)), "service");
    const { name, description } = input;
    const data = { slug, name, description, ownerTeamId: owner?.id ?? null, createdAt: context.now };
    const { id } = await uniquely(what, name, () =>
      tx.service.create({ data: { ...data, deployments: { create: deployments.rows } } }),
    );
    changed(
      { kind: "service", id },
      {
        name: [null, name],
        description: ["", description],
        ownerTeam: [null, owner?.slug ?? null],
        environments: [[], deployments.slugs],
        primary: [null, deployments.primary],
      },
    );
    return { slug };
  },
);

/** Changes a service. Refuses a stale form with the service and its base as they are now as `detail.current`. */
export const editService = command(
  "service.edit",
  editServiceInput,
  async ({ tx, context, input, changed }) => {
    const service = await lockService(tx, context, input.slug);
    const { id, slug } = service;
    await demandManager(tx, context, service.ownerTeamId);
    const before = serviceContent(service);
    const current = { ...before, base: serviceBase(service) };
    if (input.base && input.base !== current.base) throw staleEdit(current);
    await refuseTaken(tx, input.name, id);
    const owner = await teamOf(tx, context, input.ownerTeam, before.ownerTeam);
    const deployments = await deploymentsOf(tx, input, before.environments);
    const { name, description } = input;
    const after = {
      name,
      description,
      ownerTeam: owner?.slug ?? null,
      environments: deployments.slugs,
      primary: deployments.primary,
    };
    if (JSON.stringify(before) === JSON.stringify(after)) return { slug };
    const data = { name, description, ownerTeamId: owner?.id ?? null };
    await uniquely(what, name, () => tx.service.update({ where: { id }, data }));
    await tx.deployment.deleteMany({ where: { serviceId: id } });
    await tx.deployment.createMany({ data: deployments.rows.map((row) => ({ serviceId: id, ...row })) });
    changed(
      { kind: "service", id },
      {
        name: [before.name, name],
        description: [before.description, description],
        ownerTeam: [before.ownerTeam, after.ownerTeam],
        environments: [before.environments, after.environments],
        primary: [before.primary, after.primary],
      },
    );
    return { slug };
  },
);

/** Takes a service out of every choice; its incidents stay. Quiet when it is archived already. */
export const archiveService = command(
  "service.archive",
  onServiceInput,
  async ({ tx, context, input, changed }) => {
    const { id, slug, ownerTeamId, archivedAt } = await lockService(tx, context, input.slug);
    await demandManager(tx, context, ownerTeamId);
    if (archivedAt) return { slug };
    await tx.service.update({ where: { id }, data: { archivedAt: context.now } });
    changed({ kind: "service", id }, { archivedAt: [null, context.now] });
    return { slug };
  },
);

/** Brings an archived service back. Quiet when it is not archived. */
export const restoreService = command(
  "service.restore",
  onServiceInput,
  async ({ tx, context, input, changed }) => {
    const { id, slug, ownerTeamId, archivedAt } = await lockService(tx, context, input.slug);
    await demandManager(tx, context, ownerTeamId);
    if (!archivedAt) return { slug };
    await tx.service.update({ where: { id }, data: { archivedAt: null } });
    changed({ kind: "service", id }, { archivedAt: [archivedAt, null] });
    return { slug };
  },
);

/** The service, held until the transaction ends, so that its editors take turns. */
async function lockService(tx: Transaction, context: Context, slug: string) {
  await tx.$queryRaw`select 1 as held from service where slug = ${slug} for update`;
  return getService(context, slug, tx);
}

const refuseTaken = (tx: Transaction, name: string, exceptId?: string) =>
  refuseNamesake(what, { name, exceptId }, (namesake) => tx.service.findFirst({ where: namesake }));

/** The team that shall own it. An archived team may keep what it owns, but is given nothing. */
async function teamOf(
  tx: Transaction,
  context: Context,
  slug: string | undefined,
  before: string | null,
): Promise<{ id: string; slug: string } | null> {
  const team = slug ? await tx.team.findUnique({ where: { slug } }) : null;
  if (slug && (!team || (team.archivedAt && slug !== before)))
    throw new Refusal("invalid", "Choose a team from the list.", {
      ownerTeam: "Choose a team from the list.",
    });
  if (team?.slug !== before) await demandManager(tx, context, team?.id ?? null);
  return team;
}

/** The rows of its deployments. An archived environment may stay, but is not added. */
async function deploymentsOf(
  tx: Transaction,
  input: z.infer<typeof createServiceInput>,
  before: readonly string[],
) {
  const chosen = await tx.environment.findMany({
    where: {
      slug: { in: input.environments },
      OR: [{ archivedAt: null }, { slug: { in: [...before] } }],
    },
    orderBy: [{ position: "asc" }, { name: "asc" }],
  });
  if (chosen.length !== new Set(input.environments).size)
    throw new Refusal("invalid", "Choose environments from the list.", {
      environments: "Choose environments from the list.",
    });
  const slugs = chosen.map(({ slug }) => slug);
  const primary = input.primary ?? slugs[0] ?? null;
  if (primary !== null && !slugs.includes(primary))
    throw new Refusal("invalid", "The primary environment must be one that the service is deployed to.", {
      primary: "Choose one of the environments that it is deployed to.",
    });
  const rows = chosen.map(({ id, slug }) => ({ environmentId: id, primary: slug === primary }));
  return { rows, slugs, primary };
}
