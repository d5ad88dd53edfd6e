import type { Prisma } from "../../../prisma/generated/client";
import { baseOf } from "../../core/base";
import type { Context } from "../../core/context";
import { database, type Reader, sql } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { literally, tidyText } from "../../core/text";
import { demandReader } from "../../people/queries";
import { mayManageService } from "./rules";

const inclusion = {
  ownerTeam: { select: { id: true, slug: true, name: true } },
  deployments: {
    select: { primary: true, environment: { select: { id: true, slug: true, name: true, kind: true } } },
    orderBy: [{ environment: { position: "asc" } }, { environment: { name: "asc" } }],
  },
} as const satisfies Prisma.ServiceInclude;

/** A service with its owner and the environments it is deployed to, in their order. */
export type Service = Prisma.ServiceGetPayload<{ include: typeof inclusion }>;

/** The services by name; archived ones only on request, and only as many as are asked for, those after a name. */
export async function listServices(
  context: Context,
  { archived = false, after, limit }: { archived?: boolean; after?: string | null; limit?: number } = {},
): Promise<Service[]> {
  demandReader(context);
  return database().service.findMany({
    where: { ...(archived ? {} : { archivedAt: null }), ...(after ? { name: { gt: after } } : {}) },
    include: inclusion,
    orderBy: { name: "asc" },
    ...(limit ? { take: limit } : {}),
  });
}

/** Slugs and names of all services by name, archived ones too: what a list is filtered by. */
export async function listServiceNames(context: Context): Promise<{ slug: string; name: string }[]> {
  demandReader(context);
  return sql("select slug, name from service order by name");
}

/** One service by its slug, archived or not; refused as 'not_found' where there is none. */
export async function getService(
  context: Context,
  slug: string,
  reader: Reader = database(),
): Promise<Service> {
  demandReader(context);
  const service = await reader.service.findUnique({ where: { slug: tidyText(slug) }, include: inclusion });
  if (!service) throw new Refusal("not_found", `There is no service ${slug}.`);
  return service;
}

/** The service that is meant, by slug or by name in any case and not archived, or null. */
export async function findService(
  context: Context,
  slugOrName: string,
  reader: Reader = database(),
): Promise<Service | null> {
  demandReader(context);
  const named = { equals: literally(tidyText(slugOrName)), mode: "insensitive" as const };
  return reader.service.findFirst({
    where: { archivedAt: null, OR: [{ slug: named }, { name: named }] },
    include: inclusion,
    orderBy: { name: "asc" },
  });
}

/** A fingerprint of what the form of a service shows; a different one means that somebody changed it meanwhile. */
export const serviceBase = (service: Service): string => baseOf(serviceContent(service));

/** What can be edited of a service, in the words of the form. */
export function serviceContent({ name, description, ownerTeam, deployments }: Service) {
  return {
    name,
    description,
    ownerTeam: ownerTeam?.slug ?? null,
    environments: deployments.map(({ environment }) => environment.slug),
    primary: deployments.find(({ primary }) => primary)?.environment.slug ?? null,
  };
}

/** The ids of the teams that the actor is in. */
export async function teamsOfActor(context: Context, reader: Reader = database()): Promise<string[]> {
  if (context.actor.id === null) return [];
  const where = { personId: context.actor.id, team: { archivedAt: null } };
  return (await reader.teamMember.findMany({ where, select: { teamId: true } })).map(({ teamId }) => teamId);
}

/** Refuses an actor who may not change what this team owns. */
export async function demandManager(
  reader: Reader,
  context: Context,
  ownerTeamId: string | null,
): Promise<void> {
  if (mayManageService(context.actor, ownerTeamId, await teamsOfActor(context, reader))) return;
  throw new Refusal("forbidden", "Leads of the team that owns a service change it, and admins.");
}
