import type { CustomRole } from "../../../prisma/generated/client";
import { type Namesake, nameTaken, refuseNamesake, uniquely } from "../../catalog/unique-name";
import { command } from "../../core/command";
import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";
import { staleEdit } from "../../core/refusal";
import { slugOf } from "../../core/slug";
import { getRole, roleBase } from "./queries";
import { builtInRoles, isTakenByBuiltIn } from "./rules";
import { addRoleInput, editRoleInput, onRoleInput } from "./schema";

const what = "a role";

/** Adds a role of the team's own. Refuses a name that another one has, or a built-in one, in any case. */
export const addRole = command("incident-role.add", addRoleInput, async ({ tx, context, input, changed }) => {
  const { name, description } = input;
  await refuseTaken(tx, name);
  const all = await tx.customRole.findMany({ select: { slug: true } });
  const taken = new Set([...builtInRoles.map(({ key }) => key), ...all.map(({ slug }) => slug)]);
  const slug = slugOf(name, taken, "role");
  const data = { name, slug, description, createdAt: context.now };
  const { id } = await uniquely(what, name, () => tx.customRole.create({ data }));
  changed({ kind: "incident-role", id }, { name: [null, name], description: [null, description] });
  return { slug };
});

/**
 * Changes name and description of a role; what it is written as stays. Refuses a stale form with the role as it is now
 * as `detail.current`.
 */
export const editRole = command(
  "incident-role.edit",
  editRoleInput,
  async ({ tx, context, input, changed }) => {
    const before = await lockRole(tx, context, input.slug);
    refuseStale(before, input.base);
    const { name, description } = input;
    const { id, slug } = before;
    if (before.name === name && before.description === description) return { slug };
    await refuseTaken(tx, name, id);
    await uniquely(what, name, () => tx.customRole.update({ where: { id }, data: { name, description } }));
    changed(
      { kind: "incident-role", id },
      { name: [before.name, name], description: [before.description, description] },
    );
    return { slug };
  },
);

/** Takes a role out of every choice; who has it keeps it. Quiet when it is archived already. */
export const archiveRole = command(
  "incident-role.archive",
  onRoleInput,
  async ({ tx, context, input, changed }) => {
    const { id, slug, archivedAt } = await lockRole(tx, context, input.slug);
    if (archivedAt) return { slug };
    await tx.customRole.update({ where: { id }, data: { archivedAt: context.now } });
    changed({ kind: "incident-role", id }, { archivedAt: [null, context.now] });
    return { slug };
  },
);

/** Brings an archived role back. Quiet when it is not archived. */
export const restoreRole = command(
  "incident-role.restore",
  onRoleInput,
  async ({ tx, context, input, changed }) => {
    const { id, slug, archivedAt } = await lockRole(tx, context, input.slug);
    if (!archivedAt) return { slug };
    await tx.customRole.update({ where: { id }, data: { archivedAt: null } });
    changed({ kind: "incident-role", id }, { archivedAt: [archivedAt, null] });
    return { slug };
  },
);

/** The role, held until the transaction ends, so that its editors take turns. */
async function lockRole(tx: Transaction, context: Context, slug: string): Promise<CustomRole> {
  await tx.$queryRaw`select 1 as held from custom_role where slug = ${slug} for update`;
  return getRole(context, slug, tx);
}

function refuseStale({ name, description }: CustomRole, shown: string | undefined): void {
  const current = { name, description, base: roleBase({ name, description }) };
  if (shown !== undefined && shown !== current.base) throw staleEdit(current);
}

async function refuseTaken(tx: Transaction, name: string, exceptId?: string): Promise<void> {
  if (isTakenByBuiltIn(name)) throw nameTaken(what, name);
  const find = (namesake: Namesake) => tx.customRole.findFirst({ where: namesake });
  await refuseNamesake(what, { name, exceptId }, find);
}
