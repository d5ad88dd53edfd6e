import type { Prisma } from "../../prisma/generated/client";
import type { Context } from "../core/context";
import { database, sql } from "../core/database";
import { isAtLeast } from "../core/permissions";
import { Refusal } from "../core/refusal";
import { publicKeyPem, signingKey } from "../core/secrets";
import { isUuid } from "../core/text";
import {
  actionsByNoun,
  type ChainFault,
  chainFaults,
  daysAsInstants,
  GENESIS,
  type SealedContent,
} from "./rules";
import type { SignedHead, TrailFilters, TrailHead, TrailLine } from "./schema";
import { HEAD_SQL, headAfter, signHead, verifyHead } from "./signed-head";
import { countUnsealed, countUnsealedOfWhole, SEALED_COLUMNS } from "./store";

/** Lines on a page, unless somebody asks for another number. */
export const TRAIL_PAGE = 50;

/**
 * The trail of one incident, newest first, 50 a page. The caller has loaded the incident through what the actor may
 * see and hands over its id; `before` is the id of the last line seen.
 */
export async function listIncidentTrail(
  _context: Context,
  incidentId: string,
  before?: string,
): Promise<TrailLine[]> {
  return listLines({ incidentId }, { before });
}

/**
 * The whole trail or what the filters leave of it, newest first, 50 a page unless `limit` says otherwise. `zone` says
 * when a day begins. Admins only: it speaks of restricted incidents too.
 */
export async function listTrail(
  context: Context,
  filters: TrailFilters = {},
  { zone = "UTC", ...page }: { before?: string | undefined; limit?: number; zone?: string } = {},
): Promise<TrailLine[]> {
  demandAdmin(context);
  return listLines({ ...(await matching(filters)), ...inDays(filters, zone) }, page);
}

async function matching({ actor, action, object }: TrailFilters): Promise<Prisma.AuditEventWhereInput> {
  return {
    ...(actor === "system" ? { actorId: null, actorRole: "system" } : actor ? { actorId: actor } : {}),
    ...(action ? { action: { in: [...(actionsByNoun.get(action) ?? [action])] } } : {}),
    ...(object ? await concerning(object) : {}),
  };
}

async function concerning(object: string): Promise<Prisma.AuditEventWhereInput> {
  const incident = isUuid(object)
    ? { id: object.toLowerCase() }
    : await database().incident.findUnique({
        where: { ref: object.toUpperCase() },
        select: { id: true },
      });
  return incident ? { OR: [{ subjectId: incident.id }, { incidentId: incident.id }] } : { subjectId: object };
}

function inDays(filters: TrailFilters, zone: string): Prisma.AuditEventWhereInput {
  const at = daysAsInstants(filters, zone);
  return Object.keys(at).length > 0 ? { at } : {};
}

function demandAdmin(context: Context): void {
  if (!isAtLeast(context.actor.role, "admin"))
    throw new Refusal("forbidden", "Only admins read the whole audit log.");
}

async function listLines(
  where: Prisma.AuditEventWhereInput,
  { before, limit = TRAIL_PAGE }: { before?: string | undefined; limit?: number },
): Promise<TrailLine[]> {
  // By days the order is that of the index on them: by id, a far day would be found at the end of a long way only.
  const byDay = where.at !== undefined;
  const last = before && /^\d{1,18}$/.test(before) ? BigInt(before) : null;
  const rows = await database().auditEvent.findMany({
    where: { AND: [where, last === null ? {} : byDay ? await earlierThan(last) : { id: { lt: last } }] },
    orderBy: byDay ? [{ at: "desc" }, { id: "desc" }] : { id: "desc" },
    take: limit,
    include: { seal: true },
  });
  return rows.map(({ seal, ...row }) => ({
    ...row,
    id: row.id.toString(),
    changes: row.changes as TrailLine["changes"],
    seal: seal && { sequence: seal.sequence.toString(), hash: Buffer.from(seal.hash).toString("hex") },
  }));
}

async function earlierThan(id: bigint): Promise<Prisma.AuditEventWhereInput> {
  const event = await database().auditEvent.findUnique({ where: { id }, select: { at: true } });
  if (!event) return { id: { lt: id } };
  const { at } = event;
  return { at: { lte: at }, OR: [{ at: { lt: at } }, { id: { lt: id } }] };
}

/** What a check of the chain found. `unsealed` counts events that no seal covers yet; a few are normal, old ones are not. */
export type TrailCheck = {
  sealed: number;
  unsealed: number;
  oldestUnsealedAt: Date | null;
  faults: ChainFault[];
  /** What became of the links up to a signed head that was given; null without one. */
  signedHead: HeadVerdict | null;
};

/** Against a head: its link is there with its hash, the chain ends before it, or there is another link in its place. */
export type HeadVerdict = "holds" | "cut off" | "rewritten";

/**
 * Reads the whole chain, a thousand links at a time, and names changed, missing and reordered events. Against a head
 * that was signed before, it also finds an end that was cut off and a chain that was made anew. Admins only. Refuses a
 * head that this `publicKey` (PEM) did not sign.
 */
export async function checkTrail(
  context: Context,
  against?: SignedHead,
  publicKey = publicKeyPem(),
): Promise<TrailCheck> {
  demandAdmin(context);
  if (against && !verifyHead(against, publicKey))
    throw new Refusal(
      "invalid",
      "This head of the trail was not signed with that key, or was changed since: it proves nothing.",
    );
  const faults: ChainFault[] = [];
  const wanted = against && BigInt(against.sequence);
  let found: Buffer | null = wanted === 0n ? GENESIS : null;
  let head: { sequence: bigint; hash: Buffer } = { sequence: 0n, hash: GENESIS };
  let sealed = 0;
  for (;;) {
    const rows = await sql<SealedContent & { sequence: string; hash: Buffer }>(
      `select s.sequence, s.hash, ${SEALED_COLUMNS} from audit_seal s left join audit_event e on e.id = s.event_id
       where s.sequence > $1 order by s.sequence limit 1000`,
      [head.sequence.toString()],
    );
    const links = rows.map(({ sequence, hash, ...content }) => ({
      sequence: BigInt(sequence),
      hash,
      content: content.id === null ? null : content,
    }));
    faults.push(...chainFaults(links, head));
    sealed += links.length;
    found ??= links.find(({ sequence }) => sequence === wanted)?.hash ?? null;
    const last = links.at(-1);
    if (!last) break;
    head = last;
  }
  const missing = faults.some(({ fault }) => fault === "missing event");
  const rest = missing ? await countUnsealed("everything") : await countUnsealedOfWhole();
  return {
    sealed,
    unsealed: rest.unsealed,
    oldestUnsealedAt: rest.oldestAt,
    faults,
    signedHead: against ? verdictOf(against, found, head.sequence) : null,
  };
}

function verdictOf(against: SignedHead, found: Buffer | null, end: bigint): HeadVerdict {
  if (found) return found.toString("hex") === against.hash ? "holds" : "rewritten";
  return end < BigInt(against.sequence) ? "cut off" : "rewritten";
}

/** The head of the chain as it is now, signed, to be kept where nobody who can change the database can change it. Admins only. */
export async function getSignedHead(context: Context): Promise<SignedHead> {
  demandAdmin(context);
  const [last] = await sql<Pick<TrailHead, "sequence" | "hash">>(HEAD_SQL);
  return signHead({ ...headAfter(last), at: context.now.toISOString() }, signingKey());
}
