import { randomUUID } from "node:crypto";
import type { Alert, AlertRule, Prisma } from "../../../prisma/generated/client";
import { database, sql, type Transaction } from "../../core/database";
import { enqueue, ringWorker } from "../../core/work";
import type { Attribution } from "../../pools/attribution/schema";
import type { Holder } from "../../pools/schema";
import type { Event, Standings } from "./judging";
import type { Standing } from "./rules";

/** Alerts are facts, found by whoever watches; written outside `command()`. What people or the product do about them passes it. */

const LEASE_SECONDS = 10;
/**
 * After a pause longer than this nobody can say what a silence meant. Much shorter than the shortest silence that a rule
 * may wait for: our own database being away must not make up what a pool lacks of it.
 */
const PAUSE = "interval '10 seconds'";

/**
 * Takes or keeps the watch: since when it has gone on without a pause, and the present; null while another holds it. A
 * watch that stood still begins anew, so that what nobody saw is not called a pool's silence.
 */
export async function keepWatch(watcher: string): Promise<{ since: Date; now: Date } | null> {
  const [held] = await sql<{ since: Date; now: Date }>(
    `insert into alert_watch as w (watching_since, judged_at, leased_by, lease_until)
       values (clock_timestamp(), clock_timestamp(), $1, clock_timestamp() + make_interval(secs => ${LEASE_SECONDS}))
     on conflict (one) do update set leased_by = excluded.leased_by, lease_until = excluded.lease_until, judged_at = excluded.judged_at,
       watching_since = case when w.judged_at < excluded.judged_at - ${PAUSE} then excluded.judged_at else w.watching_since end
       where w.leased_by = $1 or w.lease_until <= clock_timestamp()
     returning watching_since as since, judged_at as now`,
    [watcher],
  );
  return held ?? null;
}

/** Gives the watch back, so that another may take it at once. */
export async function leaveWatch(watcher: string): Promise<void> {
  await sql("update alert_watch set lease_until = clock_timestamp() where leased_by = $1", [watcher]);
}

/** A pool or a health check: what an alert is of. */
export type Subject = { poolId: string; healthCheckId: null } | { poolId: null; healthCheckId: string };

/** What was known of a breach when it began or fired. */
export type BreachSight = {
  holders: readonly Holder[];
  holdersAt: Date | null;
  attribution: Attribution | null;
};

/** What came of judging a subject, to be written. */
export type Outcome = {
  subject: Subject;
  rules: ReadonlyMap<string, AlertRule>;
  events: readonly Event[];
  standings: Standings;
  /** The alerts that were open before, by rule. */
  open: ReadonlyMap<string, Alert>;
  /** Where a last observation is older than this nothing follows from it: it is history. */
  freshAfter: Date;
  sightOf(event: Event): BreachSight | null;
};

/** Somebody else has the watch. */
export class WatchLost extends Error {
  override name = "WatchLost";
}

/**
 * Writes what came of a turn, all of it or nothing: alerts, each of their steps, up to where samples were judged, and the
 * work that follows. Throws `WatchLost` where the watch went to another meanwhile.
 */
export async function writeTurn(
  watcher: string,
  outcomes: readonly Outcome[],
  cursors: ReadonlyMap<number, Date>,
  now: Date,
): Promise<void> {
  const changed = outcomes.filter(({ events, standings }) => events.length > 0 || standings.size > 0);
  if (changed.length === 0 && cursors.size === 0) return;
  await database().$transaction(
    async (tx) => {
      const [held] = await tx.$queryRaw<{ one: boolean }[]>`
        select one from alert_watch where leased_by = ${watcher} for update`;
      if (!held) throw new WatchLost();
      for (const outcome of changed) await writeOutcome(tx, outcome, now);
      await tx.$executeRaw`
        insert into alert_cursor (series_id, judged_to)
          select * from unnest(${[...cursors.keys()]}::int[], ${[...cursors.values()]}::timestamptz[])
        on conflict (series_id) do update set judged_to = greatest(alert_cursor.judged_to, excluded.judged_to)`;
    },
    { maxWait: 5_000, timeout: 20_000 },
  );
  ringWorker();
}

async function writeOutcome(tx: Transaction, outcome: Outcome, now: Date): Promise<void> {
  const open = new Map([...outcome.open].map(([ruleId, { id }]) => [ruleId, id]));
  for (const event of outcome.events) {
    const ruleId = event.rule.id;
    const id = open.get(ruleId) ?? (await begin(tx, outcome, event));
    const { step } = event;
    open.set(ruleId, id);
    await tx.alertTransition.create({ data: { alertId: id, ...step, recordedAt: now } });
    if (step.to === "pending") continue;
    if (step.to === "firing") await fire(tx, id, outcome, event);
    else {
      await end(tx, id, event);
      open.delete(ruleId);
      if (step.to === "resolved") await enqueue(tx, now, [orderOf("alert.end", id, now)]);
    }
  }
  for (const [ruleId, standing] of outcome.standings) {
    const id = open.get(ruleId);
    if (id === undefined) continue;
    const before = outcome.open.get(ruleId);
    if (before?.lastAt.getTime() !== standing.lastAt.getTime())
      await tx.alert.update({ where: { id }, data: standingData(standing) });
    const follows = outcome.rules.get(ruleId)?.response !== "record" && !before?.respondedAt;
    if (follows && standing.state === "firing" && standing.lastAt >= outcome.freshAfter)
      await enqueue(tx, now, [orderOf("alert.respond", id, now)]);
  }
}

/** The order for what follows; one that is not done yet is not given twice. */
const orderOf = (kind: "alert.respond" | "alert.end", id: string, now: Date) => ({
  kind,
  key: `${kind} ${id}`,
  payload: { action: kind, subject: { kind: "alert", id }, at: now.toISOString() },
});

async function begin(tx: Transaction, outcome: Outcome, event: Event): Promise<string> {
  const rule = outcome.rules.get(event.rule.id);
  if (!rule) throw new Error("an alert began of a rule that is not there");
  const id = randomUUID();
  const { name, figure, comparison, threshold, severity, response } = rule;
  await tx.alert.create({
    data: {
      ...{ id, ruleId: rule.id, name, figure, comparison, threshold, severity, response },
      ...outcome.subject,
      ...{ ...standingData(event.standing), state: "pending", firingAt: null },
      pendingAt: event.step.at,
      instance: event.origin?.instance ?? null,
      ...sightData(outcome.sightOf(event)),
    },
  });
  return id;
}

async function fire(tx: Transaction, id: string, outcome: Outcome, event: Event): Promise<void> {
  const { step, origin } = event;
  await tx.alert.update({
    where: { id },
    data: {
      ...{ state: "firing", firingAt: step.at, lastAt: step.at, lastValue: step.value },
      ...(origin ? { instance: origin.instance } : {}),
      ...sightData(outcome.sightOf(event)),
    },
  });
}

async function end(tx: Transaction, id: string, { step, standing, origin }: Event): Promise<void> {
  await tx.alert.update({
    where: { id },
    data: {
      ...{ state: step.to, endedAt: step.at, lastAt: step.at, lastValue: step.value },
      ...{ worstValue: standing.worstValue, clearSince: standing.clearSince },
      ...(origin && step.reason === "fell_silent" ? { instance: origin.instance } : {}),
    },
  });
}

const standingData = (standing: Standing) => {
  const { state, pendingAt, firingAt, clearSince, lastAt, lastValue, firstValue, worstValue } = standing;
  return { state, pendingAt, firingAt, clearSince, lastAt, lastValue, firstValue, worstValue };
};

function sightData(sight: BreachSight | null) {
  if (!sight) return {};
  const plain = (value: unknown): Prisma.InputJsonValue => JSON.parse(JSON.stringify(value));
  const { holders, holdersAt, attribution } = sight;
  return {
    ...{ holders: plain(holders), holdersAt },
    ...(attribution ? { attribution: plain(attribution) } : {}),
  };
}

/** Forgets what was pending for a moment and came to nothing, two weeks later. */
export async function forgetLapsed(now: Date): Promise<void> {
  await sql("delete from alert where state = 'lapsed' and ended_at < $1::timestamptz - interval '14 days'", [
    now,
  ]);
}
