import { systemContext } from "../core/context";
import { database } from "../core/database";
import { formatCalendarDate } from "../core/dates";
import { excerpt } from "../core/text";
import { visibleTo } from "../incidents/rules";
import { type Act, nameOf, tellMentioned } from "../incidents/telling";
import { tell } from "../notifications/store";
import { actionItemInclude, actionItemOf } from "./action-items/queries";
import { isClosed } from "./action-items/rules";
import { readContent } from "./queries";
import { type StoredSection, sectionContent } from "./rules";
import type { ActionItem } from "./schema";
import { stepLabels, steps } from "./sign-offs/labels";
import { findSignOffs, getDocumentStanding } from "./sign-offs/queries";
import { mayGive } from "./sign-offs/rules";

const sectionOf: Readonly<Record<string, StoredSection>> = {
  "post-mortem.edit": "postMortem",
  "root-cause-analysis.edit": "analysis",
  "resolution.edit": "resolution",
  "lessons.edit": "lessons",
  "controls.edit": "controls",
};

/** Tells those whom the edited section of a post-mortem mentions, each once a section. */
export async function tellOfSection(act: Act, now: Date): Promise<void> {
  const section = sectionOf[act.action];
  const incident = await database().incident.findUnique({ where: { id: act.subject.incidentId ?? "" } });
  if (!section || !incident) return;
  const content = sectionContent[section](await readContent(database(), incident.id));
  const place = {
    key: `section ${incident.id} ${section}`,
    name: "the post-mortem",
    href: `/incidents/${incident.ref}/post-mortem`,
  };
  await tellMentioned(act, incident.id, place, textsIn(content), now);
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** Whoever answers for an item: its owner, or the accountable one of the team that owns it. */
export function whoAnswers({ owner }: Pick<ActionItem, "owner">): string | null {
  if (owner?.kind === "person") return owner.id;
  return owner?.kind === "team" ? (owner.accountable?.id ?? null) : null;
}

/** Tells whoever answers for an action item from now on, when its owner changed. */
export async function tellOfOwner(act: Act, now: Date): Promise<void> {
  if (!act.fields.includes("owner")) return;
  const row = await database().actionItem.findUnique({
    where: { id: act.subject.id },
    include: actionItemInclude,
  });
  if (!row) return;
  const item = actionItemOf(row);
  const answers = whoAnswers(item);
  if (answers === null || isClosed(item.status)) return;
  const whose = item.owner?.kind === "team" ? `${item.owner.name}, for which you answer,` : "you";
  await tell(
    {
      kind: "assignment",
      key: `owner ${item.id} ${act.at.toISOString()}`,
      title: `${await nameOf(act.by)} gave ${whose} ${item.ref}`,
      text: excerpt(item.dueOn ? `${item.title}, due ${formatCalendarDate(item.dueOn)}` : item.title),
      href: `/action-items/${item.ref}`,
      incidentId: row.incidentId,
      by: act.by,
      at: act.at,
    },
    [answers],
    now,
    visibleTo,
  );
}

/**
 * Tells of a step in the review: whose sign-off is waited for (of those who take part), who signed a text that was sent
 * back, and who signed one that was approved by this step.
 */
export async function tellOfReview(act: Act, now: Date): Promise<void> {
  const signOff = await database().signOff.findUnique({
    where: { id: act.subject.id },
    include: { postMortem: { select: { incident: { select: { id: true, ref: true } } } } },
  });
  if (!signOff) return;
  const { incident } = signOff.postMortem;
  const news = { kind: "review" as const, incidentId: incident.id, by: act.by, at: act.at };
  const href = `/incidents/${incident.ref}/review`;
  const signers = (await findSignOffs(database(), incident.id))
    .filter((one) => one.act === "given" && one.documentVersion === signOff.documentVersion)
    .map((one) => one.personId);
  const say = (key: string, title: string, text: string, to: readonly string[]) =>
    tell({ ...news, key: `${key} ${signOff.id}`, title, text: excerpt(text), href }, to, now, visibleTo);
  if (signOff.act === "returned")
    return say("returned", `${signOff.name} sent the post-mortem back`, signOff.comment, signers);
  const { now: standing } = await getDocumentStanding(systemContext(now, "worker"), incident.ref);
  const { step } = signOff;
  if (!standing.given[step]) return;
  if (step === "approved")
    return say("approved", `${signOff.name} approved the post-mortem`, signOff.comment, signers);
  const { next } = standing;
  // Whoever signed since then has told who is waited for.
  if (next === null || next !== steps[steps.indexOf(step) + 1]) return;
  const taking = await database().person.findMany({
    where: { deactivatedAt: null, participations: { some: { incidentId: incident.id } } },
    select: { id: true, role: true },
  });
  const asked = taking.filter((person) => mayGive(next, person, standing).may).map(({ id }) => id);
  const done = stepLabels[step].done.toLowerCase();
  const title = `The post-mortem waits for you: ${stepLabels[next].verb.toLowerCase()}`;
  await say("asked", title, `${signOff.name} signed it as ${done}.`, asked);
}
