import { z } from "zod";
import type { Environment } from "../../../prisma/generated/client";
import { type Changed, command } from "../../core/command";
import type { Transaction } from "../../core/database";
import { staleEdit } from "../../core/refusal";
import { slugOf } from "../../core/slug";
import { literally } from "../../core/text";
import { refuseNamesake, uniquely } from "../unique-name";
import { environmentBase, getEnvironment } from "./queries";
import {
  createEnvironmentInput,
  editEnvironmentInput,
  onEnvironmentInput,
  usualEnvironments,
} from "./schema";

const what = "an environment";

/** Adds an environment. Refuses a name that another one has, in any case. */
export const createEnvironment = command(
  "environment.create",
  createEnvironmentInput,
  async ({ tx, input, changed }) => {
    await refuseTaken(tx, input.name);
    return add(tx, changed, input);
  },
);

/** Adds production, staging and development where they are missing; quiet when none is. */
export const addUsualEnvironments = command(
  "environment.add-usual",
  z.object({}),
  async ({ tx, changed }) => {
    const slugs: string[] = [];
    for (const usual of usualEnvironments) {
      const named = { equals: literally(usual.name), mode: "insensitive" as const };
      const there = await tx.environment.findFirst({ where: { name: named } });
      if (!there) slugs.push((await add(tx, changed, usual)).slug);
    }
    return { slugs };
  },
);

/**
 * Changes name, kind or order of an environment; its address stays. Refuses a stale form with the environment as it is
 * now as `detail.current`.
 */
export const editEnvironment = command(
  "environment.edit",
  editEnvironmentInput,
  async ({ tx, context, input, changed }) => {
    await tx.$queryRaw`select 1 as held from environment where slug = ${input.slug} for update`;
    const before = await getEnvironment(context, input.slug, tx);
    refuseStale(before, input.base);
    const position = input.position ?? before.position;
    const same = before.name === input.name && before.kind === input.kind && before.position === position;
    if (same) return { slug: before.slug };
    await refuseTaken(tx, input.name, before.id);
    const data = { name: input.name, kind: input.kind, position };
    await uniquely(what, input.name, () => tx.environment.update({ where: { id: before.id }, data }));
    changed(
      { kind: "environment", id: before.id },
      {
        name: [before.name, data.name],
        kind: [before.kind, data.kind],
        position: [before.position, data.position],
      },
    );
    return { slug: before.slug };
  },
);

/** Takes an environment out of every choice; what refers to it stays. Quiet when it is archived already. */
export const archiveEnvironment = command(
  "environment.archive",
  onEnvironmentInput,
  async ({ tx, context, input, changed }) => {
    const { id, slug, archivedAt } = await getEnvironment(context, input.slug, tx);
    if (archivedAt) return { slug };
    await tx.environment.update({ where: { id }, data: { archivedAt: context.now } });
    changed({ kind: "environment", id }, { archivedAt: [null, context.now] });
    return { slug };
  },
);

/** Brings an archived environment back. Quiet when it is not archived. */
export const restoreEnvironment = command(
  "environment.restore",
  onEnvironmentInput,
  async ({ tx, context, input, changed }) => {
    const { id, slug, archivedAt } = await getEnvironment(context, input.slug, tx);
    if (!archivedAt) return { slug };
    await tx.environment.update({ where: { id }, data: { archivedAt: null } });
    changed({ kind: "environment", id }, { archivedAt: [archivedAt, null] });
    return { slug };
  },
);

async function add(
  tx: Transaction,
  changed: Changed,
  { name, kind }: z.infer<typeof createEnvironmentInput>,
): Promise<{ slug: string }> {
  const all = await tx.environment.findMany({ select: { slug: true, position: true } });
  const slug = slugOf(name, new Set(all.map((one) => one.slug)), "environment");
  const position = Math.max(0, ...all.map((one) => one.position + 1));
  const data = { name, slug, kind, position };
  const { id } = await uniquely(what, name, () => tx.environment.create({ data }));
  changed({ kind: "environment", id }, { name: [null, name], kind: [null, kind] });
  return { slug };
}

function refuseStale({ name, kind, position }: Environment, shown: string | undefined): void {
  const current = { name, kind, position, base: environmentBase({ name, kind, position }) };
  if (shown !== undefined && shown !== current.base) throw staleEdit(current);
}

const refuseTaken = (tx: Transaction, name: string, exceptId?: string) =>
  refuseNamesake(what, { name, exceptId }, (namesake) => tx.environment.findFirst({ where: namesake }));
