import type { Context } from "../core/context";
import { database, sql } from "../core/database";
import { isAtLeast } from "../core/permissions";
import { Refusal } from "../core/refusal";
import { type ChainFault, chainFaults, GENESIS, type SealedContent } from "./rules";
import type { TrailLine } from "./schema";
import { SEALED_COLUMNS } from "./store";

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

/** The whole trail, newest first, 50 a page. Admins only: it speaks of restricted incidents too. */
export async function listTrail(context: Context, before?: string): Promise<TrailLine[]> {
  demandAdmin(context);
  return listLines({}, before);
}

function demandAdmin(context: Context): void {
  if (!isAtLeast(context.actor.role, "admin"))
    throw new Refusal("forbidden", "Only admins read the whole audit log.");
}

async function listLines(where: { incidentId?: string }, before?: string): Promise<TrailLine[]> {
  const cursor = before && /^\d{1,18}$/.test(before) ? { id: { lt: BigInt(before) } } : {};
  const rows = await database().auditEvent.findMany({
    where: { ...where, ...cursor },
    orderBy: { id: "desc" },
    take: 50,
  });
  return rows.map((row) => ({ ...row, id: row.id.toString(), changes: row.changes as TrailLine["changes"] }));
}

/** What a check of the chain found. `unsealed` counts events that no seal covers yet; a few are normal, old ones are not. */
export type TrailCheck = {
  sealed: number;
  unsealed: number;
  oldestUnsealedAt: Date | null;
  faults: ChainFault[];
};

/** Reads the whole chain, a thousand links at a time, and names changed, missing and reordered events. Admins only. */
export async function checkTrail(context: Context): Promise<TrailCheck> {
  demandAdmin(context);
  const faults: ChainFault[] = [];
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
    const last = links.at(-1);
    if (!last) break;
    head = last;
  }
  const [rest] = await sql<{ unsealed: number; oldest: Date | null }>(
    `select count(*)::int as unsealed, min(at) as oldest from audit_event e
     where not exists (select from audit_seal s where s.event_id = e.id)`,
  );
  return { sealed, unsealed: rest?.unsealed ?? 0, oldestUnsealedAt: rest?.oldest ?? null, faults };
}
