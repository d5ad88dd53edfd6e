import { watchControl } from "@/lib/alerts/controls/commands";
import { sha256 } from "@/lib/core/canonical";
import { database } from "@/lib/core/database";
import type { ActionName } from "@/lib/core/permissions";
import { applyImport } from "@/lib/documents/imports/commands";
import { declareIncident } from "@/lib/incidents/commands";
import { getImpact, impactBase } from "@/lib/incidents/impact/queries";
import { mergeIncident } from "@/lib/incidents/merging/commands";
import { addParticipant } from "@/lib/incidents/participants/commands";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { withdrawEntry } from "@/lib/incidents/timeline/commands";
import { withdrawUpdate, writeUpdate } from "@/lib/incidents/updates/commands";
import { makeStatusLink } from "@/lib/incidents/updates/links/commands";
import { editControls } from "@/lib/reviews/controls/commands";
import { getDocument } from "@/lib/reviews/queries";
import { sectionContent } from "@/lib/reviews/rules";
import { makeRule } from "../lib/alerts/support";
import { poolOf, tellPool } from "../lib/pools/evidence/support";
import { basesOf, hashOf, sign } from "../lib/reviews/story";
import { beginning, sessionOf } from "./cast";
import { later, minutes } from "./clock";
import { type Scene, unique, upload } from "./world";

/** Makes valid input for something done inside `scene.incident`. Omar prepares what is needed, for he sees every incident. */
export type IncidentRow = (scene: Scene) => unknown;

const reason = "the clock of that host was wrong";
const onIncident = ({ incident: { ref } }: Scene) => ({ ref });
const onEntry = ({ incident: { ref, entryId } }: Scene) => ({ ref, entryId });
const onItem = ({ incident: { itemRef } }: Scene) => ({ ref: itemRef, version: 1 });

/** A section's form, unchanged. */
const onSection = (section: keyof Awaited<ReturnType<typeof basesOf>>) => async (scene: Scene) => {
  const { ref } = onIncident(scene);
  return { ref, base: (await basesOf(scene.omar, ref))[section] };
};

/** The smallest image there is, in base64: one pixel. */
const pixel = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

/** A file that Ben uploaded to the incident and sent with no entry yet. */
async function unsentOf({ ben, incident }: Scene): Promise<string> {
  const bytes = Buffer.from(pixel, "base64");
  const { id } = await database().attachment.create({
    data: {
      ...{ incidentId: incident.id, addedById: ben.actor.id, addedAt: beginning, fileName: "pixel.gif" },
      ...{ type: "gif", size: bytes.length, hash: sha256(bytes), width: 1, height: 1 },
      content: { create: { bytes } },
    },
  });
  return id;
}

const timelineRows = {
  "attachment.add": (scene) => ({ ...onIncident(scene), fileName: "pixel.gif", content: pixel }),
  "timeline-entry.add": async (scene) => ({
    ...onIncident(scene),
    text: "restart initiated",
    attachments: [{ id: await unsentOf(scene) }],
  }),
  "timeline-entry.correct": (scene) => ({
    ...onEntry(scene),
    version: 1,
    text: "bookings time out after 30 s",
    kind: "finding",
    reason,
  }),
  "timeline-entry.withdraw": (scene) => ({ ...onEntry(scene), reason }),
  "timeline-entry.restore": async (scene) => {
    await withdrawEntry(scene.omar, { ...onEntry(scene), reason });
    return onEntry(scene);
  },
  "timeline-entry.include": (scene) => ({ ...onEntry(scene), include: "no" }),
  "milestone.set": (scene) => ({
    ...onIncident(scene),
    kind: "mitigatedAt",
    at: "07:50",
    reason,
  }),
  "milestone.clear": (scene) => ({
    ...onIncident(scene),
    kind: "detectedAt",
    version: scene.incident.milestoneVersion,
    reason,
  }),
} satisfies Partial<Record<ActionName, IncidentRow>>;

/** An update for those outside. */
const toldOutside = { whatHappened: "Bookings fail", impact: "Nobody can book", whatWeDo: "We restart it" };
const onUpdate = async (scene: Scene) => {
  const { ref } = onIncident(scene);
  const { id: updateId } = await writeUpdate(scene.omar, { ref, ...toldOutside });
  return { ref, updateId };
};
const onLink = async (scene: Scene) => {
  const { ref } = onIncident(scene);
  const made = await makeStatusLink(scene.omar, { ref, name: "the harbour master", showsRestricted: "yes" });
  return { ref, linkId: made.id };
};

const updateRows = {
  "status-update.write": (scene) => ({ ...onIncident(scene), ...toldOutside, nextUpdate: "30" }),
  "status-update.correct": async (scene) => ({
    ...(await onUpdate(scene)),
    ...{ ...toldOutside, version: 1, impact: "Nobody could book", reason },
  }),
  "status-update.withdraw": async (scene) => ({ ...(await onUpdate(scene)), reason }),
  "status-update.restore": async (scene) => {
    const update = await onUpdate(scene);
    await withdrawUpdate(scene.omar, { ...update, reason });
    return update;
  },
  "status-link.make": (scene) => ({
    ...{ ...onIncident(scene), name: "the harbour master", expiresInDays: 7, showsRestricted: "yes" },
  }),
  "status-link.revoke": onLink,
} satisfies Partial<Record<ActionName, IncidentRow>>;

const sectionRows = {
  "impact.edit": async (scene) => {
    const base = impactBase(await getImpact(database(), scene.incident.id));
    return { ...onIncident(scene), base, user: ["Nobody could book."] };
  },
  "post-mortem.edit": async (scene) => ({
    ...(await onSection("postMortem")(scene)),
    summary: "Bookings failed for an hour.",
    classification: "Internal",
  }),
  "root-cause-analysis.edit": async (scene) => ({
    ...(await onSection("analysis")(scene)),
    whatHappened: "Connections were not returned.",
  }),
  "resolution.edit": async (scene) => ({
    ...(await onSection("resolution")(scene)),
    fixes: [{ text: "Restarted the booking service." }],
  }),
  "lessons.edit": async (scene) => ({
    ...(await onSection("lessons")(scene)),
    wentWell: [{ text: "The page came at once." }],
  }),
  "controls.edit": async (scene) => ({
    ...(await onSection("controls")(scene)),
    technical: [{ text: "Every connection has a time limit." }],
  }),
} satisfies Partial<Record<ActionName, IncidentRow>>;

/** A rule of alerts, and a control of the incident. */
async function controlOf(scene: Scene) {
  const { ref } = onIncident(scene);
  const text = unique("Bookings stay under 80 %");
  const { technical, process } = sectionContent.controls(await getDocument(scene.omar, ref));
  const base = (await basesOf(scene.omar, ref)).controls;
  await editControls(scene.omar, { ref, base, technical: [...technical, { text }], process });
  const { id: controlId } = await database().control.findFirstOrThrow({ where: { text } });
  const rule = await makeRule();
  return { ref, controlId, watchedBy: `rule:${rule.slug}` };
}

const controlRows = {
  "control.watch": controlOf,
  "control.unwatch": async (scene) => watchControl(scene.omar, await controlOf(scene)),
} satisfies Partial<Record<ActionName, IncidentRow>>;

const actionItemRows = {
  "action-item.add": (scene) => ({ ...onIncident(scene), title: "Limit the pool" }),
  "action-item.edit": (scene) => ({ ...onItem(scene), title: "Limit the pool" }),
  "action-item.change-status": (scene) => ({ ...onItem(scene), status: "in_progress" }),
  "action-item.remove": onItem,
} satisfies Partial<Record<ActionName, IncidentRow>>;

const signOffRows = {
  "sign-off.give": async (scene) => ({
    ...onIncident(scene),
    ...(await sessionOf(scene.ben)),
    step: "prepared",
    hash: await hashOf(scene.omar, scene.incident.ref),
  }),
  "sign-off.return": async (scene) => {
    await sign(scene.omar, scene.incident.ref, "prepared");
    const hash = await hashOf(scene.omar, scene.incident.ref);
    return { ...onIncident(scene), hash, reason: "Say who was affected." };
  },
  "signature.link": async ({ omar, ben }) => {
    const { ref } = await applyImport(omar, await upload(omar));
    const signature = await database().importedSignature.findFirstOrThrow({
      where: { postMortem: { incident: { ref } } },
    });
    return { signatureId: signature.id, personId: ben.actor.id };
  },
} satisfies Partial<Record<ActionName, IncidentRow>>;

/** The figures of a pool of the incident's service are there. */
const evidenceRows = {
  "evidence.freeze": async (scene) => {
    const pool = await poolOf({ service: scene.service.slug });
    await tellPool(pool, later(beginning, -minutes(5)), beginning);
    return onIncident(scene);
  },
} satisfies Partial<Record<ActionName, IncidentRow>>;

/** Another incident, restricted where the first one is. Ben takes part in it once `then` is done. */
async function openBeside({ omar, ben, incident }: Scene, then?: (ref: string) => Promise<unknown>) {
  const { restrictedAt } = await database().incident.findUniqueOrThrow({ where: { id: incident.id } });
  const title = unique("Ferries wait");
  const { ref } = await declareIncident(omar, { title, severity: "P3", timeZone: "UTC" });
  if (restrictedAt) await restrictIncident(omar, { ref });
  await then?.(ref);
  await addParticipant(omar, { ref, personId: ben.actor.id, role: "participant" });
  return ref;
}

/** How every action inside an incident is done: on the incident itself, or on something that is part of it. */
export const incidentRows = {
  "incident.edit": (scene) => ({
    ...onIncident(scene),
    version: 1,
    title: "Ferry bookings are slow",
    severity: "P2",
    timeZone: "UTC",
  }),
  "incident.change-severity": (scene) => ({ ...onIncident(scene), severity: "P0" }),
  "incident.change-status": (scene) => ({ ...onIncident(scene), status: "investigating" }),
  "incident.acknowledge": onIncident,
  "incident.merge": async (scene) => ({ ...onIncident(scene), into: await openBeside(scene) }),
  "incident.unmerge": async (scene) => {
    await openBeside(scene, (into) => mergeIncident(scene.omar, { ...onIncident(scene), into }));
    return onIncident(scene);
  },
  "incident.split": (scene) => ({
    ...onIncident(scene),
    title: unique("Ferry tickets are printed twice"),
    severity: "P2",
    entryIds: [scene.incident.entryId],
  }),
  "incident.restrict": onIncident,
  "incident.unrestrict": (scene) => restrictIncident(scene.omar, onIncident(scene)),
  "incident.add-participant": (scene) => ({
    ...onIncident(scene),
    personId: scene.cleo.actor.id,
    role: "participant",
  }),
  "incident.remove-participant": (scene) => ({
    ...onIncident(scene),
    personId: scene.lea.actor.id,
    role: "participant",
  }),
  ...timelineRows,
  ...updateRows,
  ...evidenceRows,
  ...sectionRows,
  ...controlRows,
  ...actionItemRows,
  ...signOffRows,
} satisfies Partial<Record<ActionName, IncidentRow>>;
