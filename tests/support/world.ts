import { createEnvironment } from "@/lib/catalog/environments/commands";
import { createService } from "@/lib/catalog/services/commands";
import { database } from "@/lib/core/database";
import { uploadImport } from "@/lib/documents/imports/commands";
import { declareIncident } from "@/lib/incidents/commands";
import { setMilestone } from "@/lib/incidents/milestones/commands";
import { addParticipant } from "@/lib/incidents/participants/commands";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { addEntry } from "@/lib/incidents/timeline/commands";
import { invite } from "@/lib/people/invitations/commands";
import { addMember, createTeam } from "@/lib/people/teams/commands";
import { addActionItem } from "@/lib/reviews/action-items/commands";
import { editPostMortem } from "@/lib/reviews/commands";
import { basesOf } from "../lib/reviews/story";
import { type Cast, type CastContext, cast } from "./cast";

/** An incident with something of everything inside; its header, entry and item are at their first version. */
export type Place = {
  id: string;
  ref: string;
  title: string;
  entryId: string;
  /** The version of its milestone `detectedAt`. */
  milestoneVersion: number;
  itemRef: string;
};

/** The cast with Lea's team, which Ben is in, a service of that team, and its environment. */
export type World = Cast & {
  team: { teamId: string; slug: string };
  service: { slug: string };
  environment: { slug: string };
};

/** A world with an incident that an action is done to. */
export type Scene = World & { incident: Place };

let made = 0;

/** A name that nothing else in this file's database has. */
export function unique(name: string): string {
  made += 1;
  return `${name} ${made}`;
}

/** Makes a world through the real commands. The cast is the same each time and as it was in the beginning; the rest is new. */
export async function makeWorld(): Promise<World> {
  const people = await cast();
  const { lea, ben, omar } = people;
  const team = await createTeam(lea, { name: unique("Harbour") });
  await addMember(lea, { teamId: team.teamId, personId: ben.actor.id });
  const environment = await createEnvironment(omar, { name: unique("Quay"), kind: "other" });
  const service = await createService(lea, {
    name: unique("ferry-booking"),
    ownerTeam: team.slug,
    environments: [environment.slug],
  });
  return { ...people, team, service, environment };
}

/** A world with an incident that Ben and Lea work on. */
export async function openScene(world: World): Promise<Scene> {
  const { ben, lea, service } = world;
  const incident = await makePlace(ben, unique("Ferry bookings fail"), service.slug);
  await addParticipant(ben, { ref: incident.ref, personId: lea.actor.id, role: "participant" });
  return { ...world, incident };
}

/** The same with an incident that nobody but Omar takes part in, and that is hidden from others. */
export async function restrictedScene(world: World): Promise<Scene> {
  const { omar, service } = world;
  const incident = await makePlace(omar, unique("A leak that few may know of"), service.slug);
  await restrictIncident(omar, { ref: incident.ref });
  return { ...world, incident };
}

/** An invitation that nobody has answered. */
export function inviteGuest({ omar }: Cast) {
  const name = unique("Guest");
  return invite(omar, { name, email: `${name.replace(" ", "")}@example.org`, role: "viewer" });
}

/** An incident report as somebody would upload it, like no other. */
export function report(): { fileName: string; source: string } {
  const title = unique("Lock gates stuck");
  const source = `# Incident Report: ${title}\n\n**Severity:** P2\n\n## Summary\n\nThe gates did not open.\n\n## Sign-off\n\n**Prepared by:** Ben, Site engineer\n`;
  return { fileName: "report.md", source };
}

/** An upload that is only looked at yet. */
export async function upload(context: CastContext, source = report().source): Promise<{ importId: string }> {
  const { id } = await uploadImport(context, { fileName: "report.md", source });
  return { importId: id };
}

async function makePlace(by: CastContext, title: string, service: string): Promise<Place> {
  const { id, ref } = await declareIncident(by, { title, severity: "P1", service, timeZone: "UTC" });
  const entry = await addEntry(by, { ref, text: "bookings time out", kind: "finding" });
  await setMilestone(by, { ref, kind: "impactStartedAt", at: "07:21", reason: "the first time-out" });
  const { postMortem: base } = await basesOf(by, ref);
  await editPostMortem(by, { ref, base, summary: "Bookings failed.", classification: "Internal" });
  const item = await addActionItem(by, { ref, title: "Watch the pool" });
  const detected = await database().milestone.findUniqueOrThrow({
    where: { incidentId_kind: { incidentId: id, kind: "detectedAt" } },
  });
  return { id, ref, title, entryId: entry.id, milestoneVersion: detected.version, itemRef: item.ref };
}
