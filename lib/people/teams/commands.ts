import { command } from "../../core/command";
import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { slugOf } from "../../core/slug";
import { literally } from "../../core/text";
import { teamBase } from "./queries";
import { whyNotManage } from "./rules";
import { createTeamInput, editTeamInput, memberInput, teamInput } from "./schema";

/** Makes a team. A lead who makes one belongs to it, else they could not manage it. */
export const createTeam = command(
  "team.create",
  createTeamInput,
  async ({ tx, context: { actor, now }, input, changed }) => {
    await oneAtATime(tx);
    await nameFree(tx, input.name);
    const taken = await tx.team.findMany({ select: { slug: true } });
    const slug = slugOf(input.name, new Set(taken.map((team) => team.slug)), "team");
    const team = await tx.team.create({ data: { ...input, slug, createdAt: now } });
    const joins = actor.id !== null && actor.role !== "admin" ? actor.id : null;
    if (joins) await tx.teamMember.create({ data: { teamId: team.id, personId: joins } });
    changed(
      { kind: "team", id: team.id },
      { name: [null, team.name], description: [null, team.description], members: [[], joins ? [joins] : []] },
    );
    return { teamId: team.id, slug };
  },
);

/** Edits a team's name and description; its address stays, so that links hold. */
export const editTeam = command(
  "team.edit",
  editTeamInput,
  async ({ tx, context, input: { teamId, base, ...edit }, changed }) => {
    await oneAtATime(tx);
    const team = await managed(tx, context, teamId);
    if (base !== undefined && base !== teamBase(team)) {
      const current = { name: team.name, description: team.description, base: teamBase(team) };
      throw new Refusal("conflict", "Somebody changed this team while you were writing.", {}, { current });
    }
    await nameFree(tx, edit.name, teamId);
    await tx.team.update({ where: { id: teamId }, data: edit });
    changed(
      { kind: "team", id: teamId },
      { name: [team.name, edit.name], description: [team.description, edit.description] },
    );
    return { teamId, slug: team.slug, base: teamBase(edit) };
  },
);

/** Puts a team away: it can no longer be chosen, and what it owns stays with it. Quiet when it is away already. */
export const archiveTeam = command("team.archive", teamInput, async ({ tx, context, input, changed }) => {
  const team = await managed(tx, context, input.teamId);
  if (team.archivedAt) return { teamId: team.id, slug: team.slug };
  await tx.team.update({ where: { id: team.id }, data: { archivedAt: context.now } });
  changed({ kind: "team", id: team.id }, { archivedAt: [null, context.now] });
  return { teamId: team.id, slug: team.slug };
});

/** Takes an archived team back into use. Quiet when it is in use. */
export const restoreTeam = command("team.restore", teamInput, async ({ tx, context, input, changed }) => {
  const team = await managed(tx, context, input.teamId);
  if (!team.archivedAt) return { teamId: team.id, slug: team.slug };
  await tx.team.update({ where: { id: team.id }, data: { archivedAt: null } });
  changed({ kind: "team", id: team.id }, { archivedAt: [team.archivedAt, null] });
  return { teamId: team.id, slug: team.slug };
});

/** Adds a person to a team. Quiet when they belong to it already. */
export const addMember = command(
  "team.add-member",
  memberInput,
  async ({ tx, context, input: { teamId, personId }, changed }) => {
    const team = await managed(tx, context, teamId);
    const person = await tx.person.findUnique({ where: { id: personId } });
    if (!person || person.deactivatedAt) {
      const sentence = person ? `${person.name} was deactivated.` : "There is no such person.";
      throw new Refusal(person ? "conflict" : "not_found", sentence, { personId: sentence });
    }
    const { count } = await tx.teamMember.createMany({ data: { teamId, personId }, skipDuplicates: true });
    if (count > 0) changed({ kind: "team", id: teamId }, { member: [null, personId] });
    return { teamId, slug: team.slug };
  },
);

/** Takes a person out of a team. Quiet when they do not belong to it. */
export const removeMember = command(
  "team.remove-member",
  memberInput,
  async ({ tx, context, input: { teamId, personId }, changed }) => {
    const team = await managed(tx, context, teamId);
    const { count } = await tx.teamMember.deleteMany({ where: { teamId, personId } });
    if (count > 0) changed({ kind: "team", id: teamId }, { member: [personId, null] });
    return { teamId, slug: team.slug };
  },
);

/** Makes a member the one who answers for what the team owns, in place of whoever did. Quiet when they do already. */
export const makeAccountable = command(
  "team.make-accountable",
  memberInput,
  async ({ tx, context, input: { teamId, personId }, changed }) => {
    const team = await managed(tx, context, teamId);
    const before = team.members.find((member) => member.accountable)?.personId ?? null;
    if (before === personId) return { teamId, slug: team.slug };
    if (!team.members.some((member) => member.personId === personId))
      throw new Refusal("conflict", "Only a member can be accountable. Add them to the team first.");
    await tx.teamMember.updateMany({ where: { teamId, accountable: true }, data: { accountable: false } });
    await tx.teamMember.updateMany({ where: { teamId, personId }, data: { accountable: true } });
    changed({ kind: "team", id: teamId }, { accountable: [before, personId] });
    return { teamId, slug: team.slug };
  },
);

/** The team, its row held until the transaction ends, for an actor who may manage it. */
async function managed(tx: Transaction, { actor }: Context, teamId: string) {
  await tx.$queryRaw`select 1 from team where id = ${teamId}::uuid for update`;
  const team = await tx.team.findUnique({
    where: { id: teamId },
    include: { members: { select: { personId: true, accountable: true } } },
  });
  if (!team) throw new Refusal("not_found", "There is no such team.");
  const members = team.members.map((member) => member.personId);
  const reason = whyNotManage(actor, members);
  if (reason) throw new Refusal("forbidden", reason);
  return team;
}

async function nameFree(tx: Transaction, name: string, except?: string): Promise<void> {
  const other = await tx.team.findFirst({
    where: {
      name: { equals: literally(name), mode: "insensitive" },
      ...(except ? { id: { not: except } } : {}),
    },
  });
  if (!other) return;
  const sentence = other.archivedAt
    ? `An archived team is called ${other.name}. Restore it, or choose another name.`
    : `There is a team called ${other.name} already.`;
  throw new Refusal("conflict", sentence, { name: sentence });
}

/** Names and addresses of teams are given one at a time, so that two made at once are told apart in words. */
async function oneAtATime(tx: Transaction): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('highwater.team-names'))`;
}
