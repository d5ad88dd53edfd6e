import type { Prisma } from "../../../../prisma/generated/client";
import type { IncidentStatus, Severity } from "../../../../prisma/generated/enums";
import type { Context } from "../../../core/context";
import { database, type Reader } from "../../../core/database";
import { demand } from "../../../core/permissions";
import { Refusal } from "../../../core/refusal";
import { isUuid } from "../../../core/text";
import { tokenHash } from "../../../people/tokens";
import { loadIncident } from "../../queries";
import { isOpen } from "../../rules";
import { linkStateOf } from "./rules";

const person = { select: { id: true, name: true } } as const;

/** What lists show of a link; never anything that would open something. */
const listed = {
  id: true,
  name: true,
  showsRestricted: true,
  createdAt: true,
  expiresAt: true,
  revokedAt: true,
  opened: true,
  lastOpenedAt: true,
  madeBy: person,
  revokedBy: person,
} as const satisfies Prisma.StatusLinkSelect;

/** A link as lists show it. */
export type StatusLinkItem = Prisma.StatusLinkGetPayload<{ select: typeof listed }>;

/** How many links a list holds at most: those that work are fewer, and come first. */
export const linkListSize = 100;

/**
 * The links of an incident, those that nobody has revoked before the others, and the newest first; for those who may
 * make them, refused as 'forbidden' for others.
 */
export async function listStatusLinks(
  context: Context,
  ref: string,
  reader: Reader = database(),
): Promise<StatusLinkItem[]> {
  const { id: incidentId } = await loadIncident(reader, context, ref);
  demand(context, "status-link.make");
  return reader.statusLink.findMany({
    where: { incidentId },
    select: listed,
    orderBy: [{ revokedAt: { sort: "desc", nulls: "first" } }, { id: "desc" }],
    take: linkListSize,
  });
}

/** One of them; refused as 'not_found' where the incident has none such. */
export async function getStatusLink(
  context: Context,
  { ref, id }: { ref: string; id: string },
  reader: Reader = database(),
): Promise<StatusLinkItem> {
  const { id: incidentId } = await loadIncident(reader, context, ref);
  demand(context, "status-link.make");
  const link = isUuid(id)
    ? await reader.statusLink.findFirst({ where: { id, incidentId }, select: listed })
    : null;
  if (!link) throw new Refusal("not_found", `${ref} has no such link.`);
  return link;
}

/** How many updates the page for those outside shows. */
export const shownOutside = 100;

/** All that somebody with a link sees of an incident. */
export type StatusView = {
  linkId: string;
  title: string;
  severity: Severity;
  status: IncidentStatus;
  service: string | null;
  timeZone: string;
  restricted: boolean;
  /** The newest first. What was withdrawn has no words. */
  updates: SaidOutside[];
  /** Whether there are older ones that are not shown. */
  more: boolean;
  /** By when the next update was promised, while the incident is open. */
  nextUpdateAt: Date | null;
};

/** An update as those outside read it. */
export type SaidOutside = {
  id: string;
  at: Date;
  status: IncidentStatus;
  correctedAt: Date | null;
  withdrawnAt: Date | null;
  said: { whatHappened: string; impact: string; whatWeDo: string } | null;
};

/**
 * What stands behind a link, for whoever holds its token: that is the right to see it, so nobody needs a session. Null
 * for a token that is unknown, whose link was revoked or has ended, or whose incident is restricted and not to be shown.
 */
export async function findStatusView(token: string, now: Date): Promise<StatusView | null> {
  const link = await database().statusLink.findUnique({
    where: { tokenHash: tokenHash(token) },
    include: { incident: { include: { service: { select: { name: true } } } } },
  });
  if (!link || linkStateOf(link, link.incident, now) !== "working") return null;
  const { id, title, severity, status, service, timeZone, restrictedAt } = link.incident;
  const rows = await database().statusUpdate.findMany({
    where: { incidentId: id },
    include: { revisions: { select: { supersededAt: true }, orderBy: { version: "desc" }, take: 1 } },
    orderBy: [{ at: "desc" }, { sequence: "desc" }],
    take: shownOutside + 1,
  });
  const last = rows.find(({ withdrawnAt }) => withdrawnAt === null);
  return {
    linkId: link.id,
    ...{ title, severity, status, timeZone },
    service: service?.name ?? null,
    restricted: restrictedAt !== null,
    updates: rows.slice(0, shownOutside).map(({ whatHappened, impact, whatWeDo, revisions, ...update }) => ({
      ...{ id: update.id, at: update.at, status: update.status, withdrawnAt: update.withdrawnAt },
      correctedAt: revisions[0]?.supersededAt ?? null,
      said: update.withdrawnAt === null ? { whatHappened, impact, whatWeDo } : null,
    })),
    more: rows.length > shownOutside,
    nextUpdateAt: last && isOpen(status) ? last.nextUpdateAt : null,
  };
}
