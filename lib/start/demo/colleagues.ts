import { services, teams } from "../../../prisma/sample/company";
import { addressOf, type PersonKey, people } from "../../../prisma/sample/people";
import { addUsualEnvironments } from "../../catalog/environments/commands";
import { createService } from "../../catalog/services/commands";
import { type Context, nobodyContext, systemContext } from "../../core/context";
import { deactivatePerson } from "../../people/commands";
import { acceptInvitation, invite } from "../../people/invitations/commands";
import { addMember, createTeam, makeAccountable } from "../../people/teams/commands";

/** Everybody's id, and what gives somebody's context at an instant. */
export type Colleagues = {
  idOf(key: PersonKey): string;
  /** A person at their desk at that instant. */
  as(key: PersonKey, at: Date): Context;
  teamIds: ReadonlyMap<string, string>;
};

/** An act of the story: what happens when. */
export type Act = { at: Date; do: () => Promise<void> };

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/**
 * Founds the sample workspace at `founded`: people by invitation, teams, environments, services. Everybody gets one
 * `password`, for as long as the telling lasts.
 */
export async function foundWorkspace(founded: Date, password: string): Promise<Colleagues> {
  const ids = new Map<PersonKey, string>();
  const teamIds = new Map<string, string>();
  const colleagues: Colleagues = {
    teamIds,
    idOf: (key) => {
      const id = ids.get(key);
      if (!id) throw new Error(`${key} is not in the workspace yet`);
      return id;
    },
    as: (key, at) => asPerson(key, colleagues.idOf(key), at),
  };
  let at = founded;
  const next = () => {
    at = new Date(at.getTime() + 2 * minuteMs);
    return at;
  };
  for (const key of keysOf(people)) {
    if (people[key].state === "invited") continue;
    const offer = await invitePerson(key, systemContext(next(), "cli", "sample"));
    await accept(key, offer.token, password, next());
    ids.set(key, offer.personId);
  }
  await foundTeams(colleagues, teamIds, next);
  await addUsualEnvironments(colleagues.as("ingrid", next()), {});
  for (const { team, environments, ...service } of services)
    await createService(colleagues.as("ingrid", next()), {
      ...service,
      environments,
      primary: environments[0],
      ownerTeam: team,
    });
  return colleagues;
}

/** Who comes and goes: the contractor leaves, a support engineer has an invitation on her desk. */
export function comingsAndGoings(colleagues: Colleagues, now: Date): Act[] {
  return keysOf(people).flatMap((key): Act[] => {
    const { state } = people[key];
    const invited = new Date(now.getTime() - dayMs - 40 * minuteMs);
    if (state === "invited")
      return [
        { at: invited, do: async () => void (await invitePerson(key, colleagues.as("ingrid", invited))) },
      ];
    const left = new Date(now.getTime() - 84 * dayMs);
    if (state !== "left") return [];
    const leave = async () => {
      await deactivatePerson(colleagues.as("ingrid", left), { personId: colleagues.idOf(key) });
    };
    return [{ at: left, do: leave }];
  });
}

const keysOf = <Key extends string>(record: Readonly<Record<Key, unknown>>) => Object.keys(record) as Key[];

function asPerson(key: PersonKey, id: string, now: Date): Context {
  const { name, role } = people[key];
  return { actor: { id, name, role, via: "web" }, now, requestId: "sample" };
}

function invitePerson(key: PersonKey, context: Context) {
  const { name, title, role } = people[key];
  return invite(context, { email: addressOf(key), name, title, role });
}

async function accept(key: PersonKey, token: string, password: string, at: Date): Promise<void> {
  const { name, title, zone } = people[key];
  await acceptInvitation(nobodyContext(at, "web", "sample"), {
    token,
    name,
    title,
    password,
    timeZone: zone,
  });
}

async function foundTeams(colleagues: Colleagues, teamIds: Map<string, string>, next: () => Date) {
  for (const { members, ...team } of teams) {
    const { teamId } = await createTeam(colleagues.as("ingrid", next()), team);
    teamIds.set(team.name, teamId);
    for (const key of members)
      await addMember(colleagues.as("ingrid", next()), { teamId, personId: colleagues.idOf(key) });
    const [first] = members;
    if (first)
      await makeAccountable(colleagues.as("ingrid", next()), { teamId, personId: colleagues.idOf(first) });
  }
}
