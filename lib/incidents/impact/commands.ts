import { ImpactGroup } from "../../../prisma/generated/enums";
import { type Changed, command } from "../../core/command";
import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";
import { Refusal, staleEdit } from "../../core/refusal";
import { editDocument } from "../document-version";
import { lockIncident } from "../queries";
import { timeTyped } from "../times/time-typed";
import { getImpact, impactBase } from "./queries";
import type { Impact } from "./rules";
import { editImpactInput } from "./schema";

/**
 * Writes the impact section. Refuses a stale form with the section as it is now as `detail.current`, and an outage that
 * ends before it begins. Quiet when nothing differs.
 */
export const editImpact = command("impact.edit", editImpactInput, async ({ tx, context, input, changed }) => {
  const { id: incidentId, ref, timeZone: zone } = await lockIncident(tx, context, input.ref);
  const before = await getImpact(tx, incidentId);
  if (impactBase(before) !== input.base) throw staleEdit({ ...before, base: impactBase(before) });
  const moment = (field: "unavailableFrom" | "unavailableTo") => {
    const text = input[field];
    if (text === undefined) return null;
    const was = before.figures[field];
    const shown = was ? { at: was, precision: "exact" as const } : undefined;
    return timeTyped(text, { zone, now: context.now, field, shown }).at;
  };
  const after: Impact = {
    user: input.user,
    business: input.business,
    detection: input.detection,
    figures: {
      usersAffected: input.usersAffected ?? null,
      customersAffected: input.customersAffected ?? null,
      unavailableFrom: moment("unavailableFrom"),
      unavailableTo: moment("unavailableTo"),
      dataLoss: input.dataLoss ?? null,
      delay: input.delay === "" ? null : input.delay,
    },
  };
  const { unavailableFrom, unavailableTo } = after.figures;
  if (unavailableFrom && unavailableTo && unavailableTo < unavailableFrom) {
    const sentence = "The outage ends before it begins.";
    throw new Refusal("invalid", sentence, { unavailableTo: sentence });
  }
  if (impactBase(after) === impactBase(before)) return { ref };
  await writeImpact(tx, incidentId, after);
  changed(
    { kind: "impact", id: incidentId, incidentId },
    {
      user: [before.user, after.user],
      business: [before.business, after.business],
      detection: [before.detection, after.detection],
      figures: [before.figures, after.figures],
    },
  );
  await editDocument(tx, incidentId, context.now);
  return { ref };
});

/** What was measured of an impact: how it was found, and when people had nothing. */
export type MeasuredImpact = {
  detection?: string | undefined;
  unavailableFrom?: Date | undefined;
  unavailableTo?: Date | undefined;
};

/** Fills in what was measured where nobody has written anything. For commands that have locked the incident. */
export async function fillInImpact(
  { tx, context, changed }: { tx: Transaction; context: Context; changed: Changed },
  incidentId: string,
  measured: MeasuredImpact,
): Promise<void> {
  const before = await getImpact(tx, incidentId);
  const unavailableFrom = before.figures.unavailableFrom ?? measured.unavailableFrom ?? null;
  const ends = before.figures.unavailableTo ?? measured.unavailableTo ?? null;
  const unavailableTo =
    unavailableFrom && ends && ends >= unavailableFrom ? ends : before.figures.unavailableTo;
  const after: Impact = {
    ...before,
    detection: before.detection.length === 0 && measured.detection ? [measured.detection] : before.detection,
    figures: { ...before.figures, unavailableFrom, unavailableTo },
  };
  if (impactBase(after) === impactBase(before)) return;
  await writeImpact(tx, incidentId, after);
  changed(
    { kind: "impact", id: incidentId, incidentId },
    { detection: [before.detection, after.detection], figures: [before.figures, after.figures] },
  );
  await editDocument(tx, incidentId, context.now);
}

/** Puts an impact section in the place of the one that is there. For commands that have checked it. */
export async function writeImpact(tx: Transaction, incidentId: string, impact: Impact): Promise<void> {
  await tx.impactStatement.deleteMany({ where: { incidentId } });
  await tx.impactStatement.createMany({
    data: Object.values(ImpactGroup).flatMap((group) =>
      impact[group].map((text, position) => ({ incidentId, group, position, text })),
    ),
  });
  const { usersAffected, customersAffected, ...rest } = impact.figures;
  const data = {
    ...rest,
    usersAffected: usersAffected?.count ?? null,
    usersPrecision: usersAffected?.precision ?? null,
    customersAffected: customersAffected?.count ?? null,
    customersPrecision: customersAffected?.precision ?? null,
  };
  await tx.impactFigures.upsert({ where: { incidentId }, create: { incidentId, ...data }, update: data });
}
