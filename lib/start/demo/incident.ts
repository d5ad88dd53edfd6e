import { addressOf, people } from "../../../prisma/sample/people";
import type { IncidentStory, Moment, Promised, Step } from "../../../prisma/sample/shapes";
import { database } from "../../core/database";
import { acknowledgeIncident, declareIncident, editIncident } from "../../incidents/commands";
import { mergeIncident } from "../../incidents/merging/commands";
import { setMilestone } from "../../incidents/milestones/commands";
import { addParticipant } from "../../incidents/participants/commands";
import { getIncident } from "../../incidents/queries";
import { restrictIncident } from "../../incidents/restriction/commands";
import { changeStatus } from "../../incidents/status/commands";
import { addEntry, correctEntry, includeEntry, withdrawEntry } from "../../incidents/timeline/commands";
import { formatEntryTime } from "../../incidents/times/rules";
import { writeUpdate } from "../../incidents/updates/commands";
import { addActionItem, changeActionItemStatus } from "../../reviews/action-items/commands";
import { getDocument } from "../../reviews/queries";
import type { Act, Colleagues } from "./colleagues";
import { sendBack, sign } from "./signatures";
import { beginningOf, dayOf, momentOf } from "./times";
import { write } from "./writing";

/** What telling needs to know besides the story. */
export type Telling = { colleagues: Colleagues; now: Date; password: string };

/** An incident while it is being told. */
export type Told = { ref: string; begins: Date; zone: string };

/** An incident as the acts that make it, its declaration first. */
export function actsOf(story: IncidentStory, telling: Telling): Act[] {
  const { title, severity, service, environment, mode, declaredBy, steps } = story;
  const zone = story.zone ?? people[declaredBy].zone;
  const told: Told = { ref: "", begins: beginningOf(story.begins, zone, telling.now), zone };
  const declare = async () => {
    const input = { title, severity, service, environment, mode, timeZone: zone };
    const context = telling.colleagues.as(declaredBy, told.begins);
    told.ref = (await declareIncident(context, input)).ref;
  };
  const acts = steps.map((step): Act => {
    const { at } = momentOf(step[0], told.begins, zone);
    return { at, do: () => take(step, told, telling, at) };
  });
  return [{ at: told.begins, do: declare }, ...acts];
}

/** One step: what a person does, through the command that their click would call. */
async function take(step: Step, told: Told, telling: Telling, at: Date): Promise<void> {
  const { ref } = told;
  const { colleagues, password } = telling;
  const context = colleagues.as(step[1], at);
  switch (step[2]) {
    case "acknowledges":
      await acknowledgeIncident(context, { ref });
      return;
    case "moves":
      await changeStatus(context, { ref, status: step[3], note: step[4] });
      return;
    case "gives":
      await addParticipant(context, { ref, role: step[3], personId: colleagues.idOf(step[4]) });
      return;
    case "regrades":
      return edit(told, context, { severity: step[3] });
    case "renames":
      return edit(told, context, { title: step[3] });
    case "restricts":
      await restrictIncident(context, { ref });
      return;
    case "merges":
      await mergeIncident(context, { ref, into: await refOf(step[3]), note: step[4] });
      return;
    case "corrects": {
      const { id, version, kind } = await entryOf(ref, step[3]);
      await correctEntry(context, { ref, entryId: id, version, kind, text: step[4], reason: step[5] });
      return;
    }
    case "withdraws":
      await withdrawEntry(context, { ref, entryId: (await entryOf(ref, step[3])).id, reason: step[4] });
      return;
    case "tells those outside":
      await writeUpdate(context, { ref, ...step[3] });
      return;
    case "leaves out":
      await includeEntry(context, { ref, entryId: (await entryOf(ref, step[3])).id, include: "no" });
      return;
    case "sets":
      return set(step, told, context);
    case "writes":
      return write(context, ref, step[3], (moment) => typed(moment, told));
    case "promises": {
      const [, , , ...items] = step;
      for (const item of items) await promise(item, told, telling, context);
      return;
    }
    case "reports": {
      const item = await itemOf(ref, step[3]);
      await changeActionItemStatus(context, { ...item, status: step[4], evidence: step[5] });
      return;
    }
    case "signs":
      return sign(context, ref, step[3], { email: addressOf(step[1]), password, comment: step[4] });
    case "sends back":
      return sendBack(context, ref, step[3]);
    default:
      await addEntry(context, { ref, kind: step[2], text: step[3] });
  }
}

/** A moment as somebody types it into a form of this incident. */
function typed(moment: Moment, { begins, zone }: Told): string {
  const { at, about } = momentOf(moment, begins, zone);
  return formatEntryTime({ at, precision: about ? "about" : "exact" }, zone);
}

async function edit({ ref }: Told, context: Parameters<typeof editIncident>[0], change: object) {
  const { title, severity, service, environment, timeZone, version } = await getIncident(context, ref);
  const shown = { title, severity, timeZone, service: service?.slug, environment: environment?.slug };
  await editIncident(context, { ref, version, ...shown, ...change });
}

type Setting = Extract<Step, { 2: "sets" }>;

async function set(step: Setting, told: Told, context: Parameters<typeof setMilestone>[0]): Promise<void> {
  const { ref } = told;
  const [, , , kind, moment, reason, evidence] = step;
  const { milestones } = await getIncident(context, ref);
  const version = milestones.find((milestone) => milestone.kind === kind)?.version ?? 0;
  const entryId = evidence && (await entryOf(ref, evidence)).id;
  await setMilestone(context, { ref, kind, at: typed(moment, told), version, reason, entryId });
}

async function promise(
  { title, owner, due, kind, priority, addresses }: Promised,
  { ref, begins, zone }: Told,
  { colleagues, now }: Telling,
  context: Parameters<typeof addActionItem>[0],
): Promise<void> {
  const [list, place] = addresses?.split(" ") ?? [];
  const { rootCauses, factors } = await getDocument(context, ref);
  const addressed = (list === "cause" ? rootCauses : factors)[Number(place) - 1]?.id;
  if (addresses && !addressed) throw new Error(`The story has no ${addresses} for: ${title}`);
  await addActionItem(context, {
    ...{ ref, title, kind, priority },
    owner: owner && ownerOf(owner, colleagues),
    dueOn: due && dayOf(due, begins, zone, now),
    addresses: addressed && `${list}:${addressed}`,
  });
}

function ownerOf(owner: NonNullable<Promised["owner"]>, { idOf, teamIds }: Colleagues): string {
  if (!owner.startsWith("team ")) return `person:${idOf(owner as keyof typeof people)}`;
  return `team:${teamIds.get(owner.slice(5))}`;
}

async function refOf(beginning: string): Promise<string> {
  const where = { title: { startsWith: beginning } };
  return (await database().incident.findFirstOrThrow({ where, select: { ref: true } })).ref;
}

async function entryOf(ref: string, beginning: string) {
  const where = { incident: { ref }, text: { startsWith: beginning } };
  return database().timelineEntry.findFirstOrThrow({ where, orderBy: { sequence: "desc" } });
}

async function itemOf(incidentRef: string, beginning: string): Promise<{ ref: string; version: number }> {
  const where = { incident: { ref: incidentRef }, title: { startsWith: beginning } };
  const { number, version } = await database().actionItem.findFirstOrThrow({ where });
  return { ref: `AI-${number}`, version };
}
