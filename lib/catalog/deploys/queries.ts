import type { Deploy, Prisma } from "../../../prisma/generated/client";
import type { Context } from "../../core/context";
import { database, type Reader } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { isUuid } from "../../core/text";
import { demandReader } from "../../people/queries";
import { type DeployFilters, detailsKept, linksKept } from "./schema";

const named = { select: { slug: true, name: true } } as const;

/** What a deploy is read with. */
export const deployInclusion = { service: named, environment: named } as const satisfies Prisma.DeployInclude;

/** A deploy with the service and the environment that it was made in. */
export type PlacedDeploy = Prisma.DeployGetPayload<{ include: typeof deployInclusion }>;

/** The same with its links and details read. */
export type DeployItem = Omit<PlacedDeploy, "links" | "details"> & {
  links: { href: string; text: string }[];
  details: Record<string, string>;
};

const asItem = (deploy: PlacedDeploy): DeployItem => ({
  ...deploy,
  links: linksKept.parse(deploy.links),
  details: detailsKept.parse(deploy.details),
});

/** The place of a deploy in the list, to go on from. */
export const placeOf = ({ at, id }: Pick<Deploy, "at" | "id">): string => `${at.toISOString()} ${id}`;

/**
 * Deploys, the latest first: of a service, in an environment (those that name none are in none), from an instant on and
 * before another. `after` is the place of the last one seen.
 */
export async function listDeploys(
  context: Context,
  { service, environment, from, to }: DeployFilters,
  { after, limit }: { after?: string | null; limit: number },
): Promise<DeployItem[]> {
  demandReader(context);
  const within = { ...(from ? { gte: from } : {}), ...(to ? { lt: to } : {}) };
  const rows = await database().deploy.findMany({
    where: {
      AND: [
        service === undefined ? {} : { service: { slug: service } },
        environment === undefined ? {} : { environment: { slug: environment } },
        { at: within },
        after ? afterPlace(after) : {},
      ],
    },
    include: deployInclusion,
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: limit,
  });
  return rows.map(asItem);
}

/** One deploy by its id; refused as 'not_found' where there is none. */
export async function getDeploy(
  context: Context,
  id: string,
  reader: Reader = database(),
): Promise<DeployItem> {
  demandReader(context);
  const deploy = isUuid(id)
    ? await reader.deploy.findUnique({ where: { id }, include: deployInclusion })
    : null;
  if (!deploy) throw new Refusal("not_found", "There is no such deploy.");
  return asItem(deploy);
}

/**
 * The latest deploys within a range of time, without an end where `to` is null: those of a service that an environment does
 * not rule out.
 */
export async function listDeploysWithin(
  reader: Reader,
  { serviceId, environmentId }: { serviceId: string; environmentId: string | null },
  { from, to }: { from: Date; to: Date | null },
  most: number,
): Promise<PlacedDeploy[]> {
  return reader.deploy.findMany({
    where: {
      serviceId,
      at: { gte: from, ...(to ? { lte: to } : {}) },
      ...(environmentId === null ? {} : { OR: [{ environmentId: null }, { environmentId }] }),
    },
    include: deployInclusion,
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: most,
  });
}

function afterPlace(place: string): Prisma.DeployWhereInput {
  const [instant = "", id = ""] = place.split(" ");
  const at = new Date(instant);
  return { OR: [{ at: { lt: at } }, { at, id: { lt: id } }] };
}
