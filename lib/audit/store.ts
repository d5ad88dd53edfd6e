import type pg from "pg";
import { sql } from "../core/database";
import { pool } from "../core/pool";
import { chainHash, GENESIS, type SealedContent } from "./rules";

/** Key of the advisory lock that keeps sealers one at a time; any number, used for nothing else. */
const SEALER_LOCK = 7_266_001;
const BATCH = 500;

/** How far behind the last sealed event the usual pass looks: an event commits later than others that got a higher id. */
const LOOK_BACK = 10_000;

/** The columns of an event that a seal covers, as text where JSON has no type for them. */
export const SEALED_COLUMNS = `
  e.id::text as id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
  e.actor_id as "actorId", e.actor_role as "actorRole", e.actor_name as "actorName", e.via::text as via, e.action,
  e.subject_kind as "subjectKind", e.subject_id as "subjectId", e.incident_id as "incidentId", e.changes,
  e.request_id as "requestId"`;

/**
 * Chains events that have no seal yet, up to 500, and returns how many. Runs after commit, so that writers never queue
 * behind the chain; a second sealer at the same time does nothing. It is the trail's own bookkeeping and leaves no trace.
 * The usual pass looks at the last ten thousand ids and beyond; one over `everything` also finds what committed so late
 * that ten thousand others were before it.
 */
export async function sealTrail(now: Date, over: "the end" | "everything" = "the end"): Promise<number> {
  const client = await pool().connect();
  try {
    await client.query("begin");
    const { rows: locks } = await client.query<{ got: boolean }>(
      "select pg_try_advisory_xact_lock($1) as got",
      [SEALER_LOCK],
    );
    const sealed = locks[0]?.got ? await sealNext(client, now, over) : 0;
    await client.query("commit");
    return sealed;
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** Events that no seal covers yet, when the oldest of them was, and for how many seconds it has waited. */
export type Unsealed = { unsealed: number; oldestAt: Date | null; waitingSeconds: number | null };

/**
 * Events without a seal: where the usual pass of the sealer looks, which costs the same however long the trail is, or
 * over everything, which reads all of it.
 */
export async function countUnsealed(over: "the end" | "everything"): Promise<Unsealed> {
  const [row] = await sql<Unsealed>(unsealedIn(over));
  return row ?? { unsealed: 0, oldestAt: null, waitingSeconds: null };
}

function unsealedIn(over: "the end" | "everything"): string {
  const after =
    over === "everything" ? "0" : `(select coalesce(max(event_id), 0) - ${LOOK_BACK} from audit_seal)`;
  return `select count(*)::int as unsealed, min(at) as "oldestAt",
      extract(epoch from clock_timestamp() - min(at))::float8 as "waitingSeconds"
    from audit_event e where e.id > ${after}
      and not exists (select from audit_seal s where s.event_id = e.id and s.event_id > ${after})`;
}

/**
 * The same over everything, for a chain in which no event is missing: the numbers of events and seals tell whether the
 * end is all there is to look at.
 */
export async function countUnsealedOfWhole(): Promise<Unsealed> {
  const missing = "(select count(*) from audit_event) - (select count(*) from audit_seal)";
  // In one statement, and so of one moment.
  const [row] = await sql<Unsealed & { more: number }>(
    `select (${missing})::int as more, u.* from (${unsealedIn("the end")}) u`,
  );
  if (!row) return countUnsealed("everything");
  const { more, ...atEnd } = row;
  return more === atEnd.unsealed ? atEnd : countUnsealed("everything");
}

async function sealNext(client: pg.PoolClient, now: Date, over: "the end" | "everything"): Promise<number> {
  const { rows: heads } = await client.query<{ sequence: string; hash: Buffer }>(
    "select sequence, hash from audit_seal order by sequence desc limit 1",
  );
  const { rows: last } = await client.query<{ id: string | null }>(
    "select max(event_id) as id from audit_seal",
  );
  const after = over === "everything" ? 0 : Number(last[0]?.id ?? 0) - LOOK_BACK;
  const { rows: events } = await client.query<SealedContent>(
    `select ${SEALED_COLUMNS} from audit_event e
     where e.id > $1 and not exists (select from audit_seal s where s.event_id = e.id and s.event_id > $1)
     order by e.id limit ${BATCH}`,
    [after],
  );
  let sequence = BigInt(heads[0]?.sequence ?? 0);
  let hash = heads[0]?.hash ?? GENESIS;
  const seals = events.map((event) => {
    sequence += 1n;
    hash = chainHash(hash, sequence, event);
    return { sequence: sequence.toString(), event: event.id, hash };
  });
  if (seals.length === 0) return 0;
  await client.query(
    `insert into audit_seal (sequence, event_id, hash, sealed_at)
     select s, e, h, $4 from unnest($1::bigint[], $2::bigint[], $3::bytea[]) as t (s, e, h)`,
    [
      seals.map((seal) => seal.sequence),
      seals.map((seal) => seal.event),
      seals.map((seal) => seal.hash),
      now,
    ],
  );
  return seals.length;
}
