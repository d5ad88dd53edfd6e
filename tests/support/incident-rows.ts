import { database } from "@/lib/core/database";
import type { ActionName } from "@/lib/core/permissions";
import { applyImport } from "@/lib/documents/imports/commands";
import { getImpact, impactBase } from "@/lib/incidents/impact/queries";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { withdrawEntry } from "@/lib/incidents/timeline/commands";
import { basesOf, hashOf, sign } from "../lib/reviews/story";
import type { Row } from "./action-rows";
import { sessionOf } from "./cast";
import { upload, type World } from "./world";

/** Something done inside `world.incident`. Omar prepares what is needed, for he sees every incident. */
const inIncident = (input: Row["input"]): Row => ({ input, inside: "incident" });

const reason = "the clock of that host was wrong";
const onIncident = ({ incident: { ref } }: World) => ({ ref });
const onEntry = ({ incident: { ref, entryId } }: World) => ({ ref, entryId });
const onItem = ({ incident: { itemRef } }: World) => ({ ref: itemRef, version: 1 });

/** A section's form, unchanged. */
const onSection = (section: keyof Awaited<ReturnType<typeof basesOf>>) => async (world: World) => {
  const { ref } = onIncident(world);
  return { ref, base: (await basesOf(world.omar, ref))[section] };
};

const timelineRows = {
  "timeline-entry.add": inIncident((world) => ({ ...onIncident(world), text: "restart initiated" })),
  "timeline-entry.correct": inIncident((world) => ({
    ...onEntry(world),
    version: 1,
    text: "bookings time out after 30 s",
    kind: "finding",
    reason,
  })),
  "timeline-entry.withdraw": inIncident((world) => ({ ...onEntry(world), reason })),
  "timeline-entry.restore": inIncident(async (world) => {
    await withdrawEntry(world.omar, { ...onEntry(world), reason });
    return onEntry(world);
  }),
  "timeline-entry.include": inIncident((world) => ({ ...onEntry(world), include: "no" })),
  "milestone.set": inIncident((world) => ({
    ...onIncident(world),
    kind: "mitigatedAt",
    at: "07:50",
    reason,
  })),
  "milestone.clear": inIncident((world) => ({
    ...onIncident(world),
    kind: "detectedAt",
    version: world.incident.milestoneVersion,
    reason,
  })),
} satisfies Partial<Record<ActionName, Row>>;

const sectionRows = {
  "impact.edit": inIncident(async (world) => {
    const base = impactBase(await getImpact(database(), world.incident.id));
    return { ...onIncident(world), base, user: ["Nobody could book."] };
  }),
  "post-mortem.edit": inIncident(async (world) => ({
    ...(await onSection("postMortem")(world)),
    summary: "Bookings failed for an hour.",
    classification: "Internal",
  })),
  "root-cause-analysis.edit": inIncident(async (world) => ({
    ...(await onSection("analysis")(world)),
    whatHappened: "Connections were not returned.",
  })),
  "resolution.edit": inIncident(async (world) => ({
    ...(await onSection("resolution")(world)),
    fixes: [{ text: "Restarted the booking service." }],
  })),
  "lessons.edit": inIncident(async (world) => ({
    ...(await onSection("lessons")(world)),
    wentWell: [{ text: "The page came at once." }],
  })),
  "controls.edit": inIncident(async (world) => ({
    ...(await onSection("controls")(world)),
    technical: [{ text: "Every connection has a time limit." }],
  })),
} satisfies Partial<Record<ActionName, Row>>;

const actionItemRows = {
  "action-item.add": inIncident((world) => ({ ...onIncident(world), title: "Limit the pool" })),
  "action-item.edit": inIncident((world) => ({ ...onItem(world), title: "Limit the pool" })),
  "action-item.change-status": inIncident((world) => ({ ...onItem(world), status: "in_progress" })),
  "action-item.remove": inIncident(onItem),
} satisfies Partial<Record<ActionName, Row>>;

const signOffRows = {
  "sign-off.give": inIncident(async (world) => ({
    ...onIncident(world),
    ...(await sessionOf(world.ben)),
    step: "prepared",
    hash: await hashOf(world.omar, world.incident.ref),
  })),
  "sign-off.return": inIncident(async (world) => {
    await sign(world.omar, world.incident.ref, "prepared");
    return { ...onIncident(world), reason: "Say who was affected." };
  }),
  "signature.link": inIncident(async ({ omar, ben }) => {
    const { ref } = await applyImport(omar, await upload(omar));
    const signature = await database().importedSignature.findFirstOrThrow({
      where: { postMortem: { incident: { ref } } },
    });
    return { signatureId: signature.id, personId: ben.actor.id };
  }),
} satisfies Partial<Record<ActionName, Row>>;

/** A row for every action on an incident and on what is inside one. */
export const incidentRows = {
  "incident.declare": {
    input: ({ service }) => ({ title: "Timetable is empty", severity: "P2", service: service.slug }),
    inside: null,
  },
  "incident.edit": inIncident((world) => ({
    ...onIncident(world),
    version: 1,
    title: "Ferry bookings are slow",
    severity: "P2",
    timeZone: "UTC",
  })),
  "incident.change-status": inIncident((world) => ({ ...onIncident(world), status: "investigating" })),
  "incident.acknowledge": inIncident(onIncident),
  "incident.restrict": inIncident(onIncident),
  "incident.unrestrict": inIncident((world) => restrictIncident(world.omar, onIncident(world))),
  "incident.add-participant": inIncident((world) => ({
    ...onIncident(world),
    personId: world.cleo.actor.id,
    role: "participant",
  })),
  "incident.remove-participant": inIncident((world) => ({
    ...onIncident(world),
    personId: world.lea.actor.id,
    role: "participant",
  })),
  ...timelineRows,
  ...sectionRows,
  ...actionItemRows,
  ...signOffRows,
} satisfies Partial<Record<ActionName, Row>>;
