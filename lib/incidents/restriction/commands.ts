import { command } from "../../core/command";
import { isAtLeast } from "../../core/permissions";
import { Refusal } from "../../core/refusal";
import { touchIncident } from "../document-version";
import { lockIncident } from "../queries";
import { onIncidentInput } from "../schema";

/** Hides an incident from everybody but its participants and admins. Who restricts takes part from then on. */
export const restrictIncident = command(
  "incident.restrict",
  onIncidentInput,
  async ({ tx, context, input, changed }) => {
    // Who may see it is decided also where it goes on elsewhere.
    const { id, ref, restrictedAt } = await lockIncident(tx, context, input.ref, { merged: "too" });
    if (restrictedAt) return { ref };
    await tx.incident.update({ where: { id }, data: { restrictedAt: context.now } });
    changed({ kind: "incident", id, incidentId: id }, { restrictedAt: [null, context.now] });
    const { id: personId, role } = context.actor;
    const takesPart =
      personId !== null && (await tx.participant.count({ where: { incidentId: id, personId } })) > 0;
    if (personId !== null && !takesPart && !isAtLeast(role, "admin")) {
      await tx.participant.create({
        data: { incidentId: id, personId, role: "participant", addedAt: context.now },
      });
      changed(
        { kind: "participant", id: personId, incidentId: id },
        { participant: [null, context.actor.name] },
      );
    }
    await touchIncident(tx, id, context.now);
    return { ref };
  },
);

/** Shows a restricted incident to everybody again. Refused while it holds what came with a restricted one that was merged into it. */
export const unrestrictIncident = command(
  "incident.unrestrict",
  onIncidentInput,
  async ({ tx, context, input, changed }) => {
    const { id, ref, restrictedAt, splitFromId, createdAt } = await lockIncident(tx, context, input.ref);
    if (!restrictedAt) return { ref };
    const origins = { originIncident: { restrictedAt: { not: null } } };
    // What was split off was chosen; what came with a merge was not.
    const chosen =
      splitFromId === null ? {} : { NOT: { originIncidentId: splitFromId, recordedAt: createdAt } };
    if ((await tx.timelineEntry.count({ where: { incidentId: id, ...origins, ...chosen } })) > 0)
      throw new Refusal(
        "conflict",
        "It holds entries of a restricted incident: everybody would read what few may.",
      );
    await tx.incident.update({ where: { id }, data: { restrictedAt: null, touchedAt: context.now } });
    changed({ kind: "incident", id, incidentId: id }, { restrictedAt: [restrictedAt, null] });
    return { ref };
  },
);
