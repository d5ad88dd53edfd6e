import type { MilestoneKind } from "../../../prisma/generated/enums";
import type { Changed } from "../../core/command";
import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";

type Work = { tx: Transaction; context: Context; changed: Changed };

/** Sets milestones that are not set yet to the present, and returns which. Of two at once, one sets. */
export async function reachMilestones(
  { tx, context, changed }: Work,
  incidentId: string,
  kinds: readonly MilestoneKind[],
): Promise<MilestoneKind[]> {
  const made = await tx.milestone.createManyAndReturn({
    data: kinds.map((kind) => ({
      incidentId,
      kind,
      at: context.now,
      origin: "automatic" as const,
      setById: context.actor.id,
      setAt: context.now,
    })),
    skipDuplicates: true,
    select: { kind: true },
  });
  for (const { kind } of made)
    changed({ kind: "milestone", id: kind, incidentId }, { at: [null, context.now], origin: [null, "automatic"] });
  return made.map(({ kind }) => kind);
}

/** Takes milestones away that no longer hold, and returns which; the trail keeps what they were. */
export async function loseMilestones(
  { tx, changed }: Work,
  incidentId: string,
  kinds: readonly MilestoneKind[],
): Promise<MilestoneKind[]> {
  const lost = await tx.milestone.findMany({ where: { incidentId, kind: { in: [...kinds] } } });
  await tx.milestone.deleteMany({ where: { incidentId, kind: { in: lost.map(({ kind }) => kind) } } });
  for (const { kind, at, origin } of lost)
    changed({ kind: "milestone", id: kind, incidentId }, { at: [at, null], origin: [origin, null] });
  return lost.map(({ kind }) => kind);
}
