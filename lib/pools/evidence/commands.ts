import { command } from "../../core/command";
import { enqueue } from "../../core/work";
import { keepSeries } from "../../incidents/evidence/commands";
import { columnsOf, evidenceRange } from "../../incidents/evidence/rules";
import { lockIncident } from "../../incidents/queries";
import { onIncidentInput } from "../../incidents/schema";
import { readPoolSeries } from "../samples/queries";
import { listPoolsOfIncident } from "./queries";

/**
 * Keeps the figures of an incident's pools with it, from before its beginning to after its end, or until now while it is
 * open; gives the names of the pools of which something new was kept. Where the end is still to come it is ordered once
 * more for then. Harmless when repeated: what was kept is never replaced by less.
 */
export const freezeEvidence = command("evidence.freeze", onIncidentInput, async (work) => {
  const { tx, context, input } = work;
  const incident = await lockIncident(tx, context, input.ref, { merged: "too" });
  const { id, ref, status } = incident;
  const milestones = await tx.milestone.findMany({ where: { incidentId: id } });
  const range = evidenceRange({ status, milestones }, context.now);
  const kept: string[] = [];
  if (!range) return { ref, kept };
  const { from, to, ends } = range;
  for (const pool of await listPoolsOfIncident(context, incident, tx)) {
    const { points, bucketSeconds } = await readPoolSeries(
      context,
      pool.id,
      range,
      pool.intervalSeconds,
      (text, values) => tx.$queryRawUnsafe(text, ...values),
    );
    const series = { poolId: pool.id, poolName: pool.name, sourceName: pool.sourceName, from, to };
    if (await keepSeries(work, incident, { ...series, bucketSeconds, points: columnsOf(points) }))
      kept.push(pool.name);
  }
  if (ends && ends > context.now)
    await enqueue(tx, context.now, [
      {
        kind: "evidence.freeze",
        // An incident that is reopened and ends once more has another end.
        key: `evidence.freeze ${id} ${ends.toISOString()}`,
        payload: { action: "evidence.freeze", subject: { kind: "incident", id, incidentId: id } },
        dueAt: ends,
      },
    ]);
  return { ref, kept };
});
