import { z } from "zod";
import { Via } from "../../../../prisma/generated/enums";
import { checkTrail, listTrail } from "../../../audit/queries";
import { trailQuery } from "../../../audit/schema";
import { list, read, stretchOf } from "../reading";
import { instant } from "./parts";

const event = z
  .object({
    id: z.string(),
    at: instant,
    actorId: z.uuid().nullable(),
    actorName: z.string(),
    actorRole: z.string(),
    via: z.enum(Via),
    action: z.string(),
    subjectKind: z.string(),
    subjectId: z.string(),
    incidentId: z.uuid().nullable(),
    changes: z.array(
      z.object({ kind: z.string(), id: z.string(), fields: z.record(z.string(), z.array(z.unknown())) }),
    ),
    requestId: z.string(),
    seal: z.object({ sequence: z.string(), hash: z.string() }).nullable(),
  })
  .meta({ id: "AuditEvent" });

const verification = z
  .object({
    whole: z.boolean(),
    sealed: z.int(),
    unsealed: z.int(),
    oldestUnsealedAt: instant.nullable(),
    faults: z.array(
      z.object({ sequence: z.string(), fault: z.enum(["missing link", "missing event", "changed"]) }),
    ),
  })
  .meta({ id: "TrailVerification" });

/** The audit trail, for admins. */
export const auditEvents = {
  list: list({
    route: "GET /audit-events",
    id: "audit-event.list",
    scope: "audit:read",
    summary: "List audit events",
    description:
      "The newest first. For keys of admins: the trail speaks of restricted incidents too. `fields` tells each change as [before, after]; `seal` is null for the seconds until the sealer has passed. `actor` is the id of a person, or `system` for Highwater itself and its operators, `action` an action or its noun, `object` the ref of an incident or the id of anything; `from` and `to` are the first day and the last, in UTC.",
    filters: trailQuery,
    item: event,
    run: async (context, { filters, limit, place }) => {
      const lines = await listTrail(context, filters, { before: place ?? undefined, limit: limit + 1 });
      return stretchOf(lines, limit, ({ id }) => id);
    },
  }),

  verify: read({
    route: "GET /audit-events/verification",
    id: "audit-event.verify",
    scope: "audit:read",
    summary: "Check the chain of the audit trail",
    description: "Reads the whole trail and names events that were changed, removed or put in another order.",
    answer: verification,
    run: async (context) => {
      const found = await checkTrail(context);
      const faults = found.faults.map(({ sequence, fault }) => ({ sequence: sequence.toString(), fault }));
      return { ...found, faults, whole: faults.length === 0 };
    },
  }),
};
