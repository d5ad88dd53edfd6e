import type { Pool } from "../../../prisma/generated/client";
import { listDeploysWithin } from "../../catalog/deploys/queries";
import { sayDeploy } from "../../catalog/deploys/rules";
import type { Context } from "../../core/context";
import { database } from "../../core/database";
import { excerpt } from "../../core/text";
import { visibleTo } from "../../incidents/rules";
import { demandReader } from "../../people/queries";
import { sayAlert } from "../words";
import { limitChanges } from "./rules";

/** Something that happened to a pool at one instant, as its chart marks it. */
export type PoolMark = {
  key: string;
  at: Date;
  kind: "deploy" | "config" | "alert";
  label: string;
  href: string | null;
};

const most = 50;

/**
 * What happened to a pool in a range: deploys and changes of configuration that were told of its service, and deploys that
 * people wrote into timelines of its incidents, as far as the actor may see those; changes of its limit; and alerts that
 * fired, the latest 50 of each.
 */
export async function listPoolMarks(
  context: Context,
  pool: Pick<Pool, "id" | "name" | "serviceId" | "environmentId">,
  { from, to }: { from: Date; to: Date },
  points: readonly { at: Date; instanceMax: number | null }[],
): Promise<PoolMark[]> {
  demandReader(context);
  const within = { gte: from, lte: to };
  const { serviceId, environmentId } = pool;
  const [told, deploys, alerts] = await Promise.all([
    serviceId === null ? [] : listDeploysWithin(database(), { serviceId, environmentId }, { from, to }, most),
    serviceId === null
      ? []
      : database().timelineEntry.findMany({
          where: {
            // What a sender told is marked once, and not by each timeline that it stands on.
            ...{ kind: "deploy", deployId: null, withdrawnAt: null, at: within },
            incident: { AND: [visibleTo(context.actor), { serviceId }] },
          },
          select: { id: true, at: true, text: true, incident: { select: { ref: true } } },
          orderBy: { at: "desc" },
          take: most,
        }),
    database().alert.findMany({
      where: { poolId: pool.id, firingAt: within },
      select: { number: true, firingAt: true, figure: true, worstValue: true },
      orderBy: { firingAt: "desc" },
      take: most,
    }),
  ]);
  const changes = limitChanges(points).slice(-most);
  return [
    ...told.map(({ id, at, service, ...deploy }) => ({
      ...{ key: id, at, kind: deploy.kind, label: excerpt(sayDeploy(deploy), 80) },
      href: `/services/${service.slug}#deploys`,
    })),
    ...deploys.map(({ id, at, text, incident: { ref } }) => ({
      ...{
        key: id,
        at,
        kind: "deploy" as const,
        label: excerpt(text, 80),
        href: `/incidents/${ref}#entry-${id}`,
      },
    })),
    ...changes.map(({ at, from: before, to: after }) => ({
      ...{
        key: `limit ${at.getTime()}`,
        at,
        kind: "config" as const,
        label: `Limit ${before} → ${after}`,
        href: null,
      },
    })),
    ...alerts.flatMap(({ number, firingAt, figure, worstValue }) =>
      firingAt
        ? [
            {
              ...{ key: `alert ${number}`, at: firingAt, kind: "alert" as const, href: `/alerts/${number}` },
              label: sayAlert(figure, pool.name, worstValue),
            },
          ]
        : [],
    ),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
}
