import { baseOf } from "../../core/base";
import type { Context } from "../../core/context";
import { database, type Reader } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { literally } from "../../core/text";
import { demandReader } from "../queries";
import { type TeamFilters, teamFilters } from "./schema";

/** A team as lists show it. */
export type TeamRow = {
  id: string;
  slug: string;
  name: string;
  description: string;
  archivedAt: Date | null;
  members: number;
  accountable: string | null;
};

/** Teams by name: those in use, or with `archived` those put away; at most `limit`, those after a name. */
export async function listTeams(
  context: Context,
  filters: TeamFilters = {},
  { after, limit = 500 }: { after?: string | null; limit?: number } = {},
): Promise<TeamRow[]> {
  demandReader(context);
  const { text, archived } = teamFilters.parse(filters);
  const teams = await database().team.findMany({
    where: {
      archivedAt: archived ? { not: null } : null,
      ...(text ? { name: { contains: literally(text), mode: "insensitive" } } : {}),
      ...(after ? { AND: { name: { gt: after } } } : {}),
    },
    orderBy: { name: "asc" },
    include: {
      _count: { select: { members: true } },
      members: { where: { accountable: true }, select: { person: { select: { name: true } } } },
    },
    take: limit,
  });
  return teams.map(({ id, slug, name, description, archivedAt, _count, members }) => ({
    ...{ id, slug, name, description, archivedAt },
    members: _count.members,
    accountable: members[0]?.person.name ?? null,
  }));
}

/** A team with its members; `base` belongs into the form that edits it. Refuses with 'not_found'. */
export async function getTeam(context: Context, slug: string) {
  demandReader(context);
  const team = await database().team.findUnique({
    where: { slug },
    include: {
      members: {
        orderBy: { person: { name: "asc" } },
        select: {
          accountable: true,
          person: { select: { id: true, name: true, title: true, role: true, deactivatedAt: true } },
        },
      },
    },
  });
  if (!team) throw new Refusal("not_found", "There is no such team.");
  const members = team.members.map(({ accountable, person }) => ({ ...person, accountable }));
  return { ...team, members, base: teamBase(team) };
}

/** The team of exactly this name that is in use, in any case of letters, or null. */
export async function findTeamByName(
  context: Context,
  name: string,
  reader: Reader = database(),
): Promise<{ id: string; slug: string; name: string } | null> {
  demandReader(context);
  return reader.team.findFirst({
    where: { name: { equals: literally(name.trim()), mode: "insensitive" }, archivedAt: null },
    select: { id: true, slug: true, name: true },
  });
}

/** Stands for what a team's form was made from. */
export const teamBase = ({ name, description }: { name: string; description: string }): string =>
  baseOf({ name, description });
