import type { Context } from "../core/context";
import { database, sql } from "../core/database";
import { isAtLeast } from "../core/permissions";
import { Refusal } from "../core/refusal";
import { publicKeyPem, signingKey } from "../core/secrets";
import { type ChainFault, chainFaults, GENESIS, type SealedContent } from "./rules";
import type { SignedHead, TrailHead, TrailLine } from "./schema";
import { HEAD_SQL, headAfter, signHead, verifyHead } from "./signed-head";
import { SEALED_COLUMNS } from "./store";

const PAGE = 50;

/**
 * The trail of one incident, newest first, 50 a page. The caller has loaded the incident through what the actor may
 * see and hands over its id; `before` is the id of the last line seen.
 */
export async function listIncidentTrail(
  _context: Context,
  incidentId: string,
  before?: string,
): Promise<TrailLine[]> {
  return listLines({ incidentId }, before);
}

/** The whole trail, newest first, 50 a page unless `limit` says otherwise. Admins only: it speaks of restricted incidents too. */
export async function listTrail(context: Context, before?: string, limit = PAGE): Promise<TrailLine[]> {
  demandAdmin(context);
  return listLines({}, before, limit);
}

function demandAdmin(context: Context): void {
  if (!isAtLeast(context.actor.role, "admin"))
    throw new Refusal("forbidden", "Only admins read the whole audit log.");
}

async function listLines(
  where: { incidentId?: string },
  before: string | undefined,
  limit = PAGE,
): Promise<TrailLine[]> {
  const cursor = before && /^\d{1,18}$/.test(before) ? { id: { lt: BigInt(before) } } : {};
  const rows = await database().auditEvent.findMany({
    where: { ...where, ...cursor },
    orderBy: { id: "desc" },
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
  const [rest] = await sql<{ unsealed: number; oldest: Date | null }>(
    `select count(*)::int as unsealed, min(at) as oldest from audit_event e
     where not exists (select from audit_seal s where s.event_id = e.id)`,
  );
  return {
    sealed,
    unsealed: rest?.unsealed ?? 0,
    oldestUnsealedAt: rest?.oldest ?? null,
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
