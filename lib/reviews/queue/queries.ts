import type { Prisma } from "../../../prisma/generated/client";
import { DocumentState, type IncidentStatus, type Severity } from "../../../prisma/generated/enums";
import type { Context } from "../../core/context";
import { database } from "../../core/database";
import { isUuid } from "../../core/text";
import { visibleTo } from "../../incidents/rules";
import { canonicalForm } from "../canonical-form";
import { readDocuments } from "../queries";
import { type CertifiedRow, signOffOf, standingOf } from "../sign-offs/queries";
import { isSignerOf, type Standing, standing, waitingFor } from "../sign-offs/rules";

/** A line of the review queue. */
export type ReviewLine = {
  ref: string;
  title: string;
  severity: Severity;
  status: IncidentStatus;
  timeZone: string;
  now: Standing<CertifiedRow>;
  /** When the document or the incident last changed. */
  touchedAt: Date;
  /** What waits for the actor. */
  mine: ReturnType<typeof waitingFor>;
};

/** How many documents the queue shows at most, beside drafts. */
export const queueLimit = 200;

const draftsPerPage = 25;
const candidates = 100;

const atAStep = [DocumentState.in_review, DocumentState.reviewed];
const inHand = [...atAStep, DocumentState.changes_requested, DocumentState.stale];
const standsForSomething = {
  status: { notIn: ["cancelled", "merged"] },
} satisfies Prisma.IncidentWhereInput;

/**
 * The documents that somebody signed or sent back and that are not approved, those touched last first, at most
 * `queueLimit`.
 */
export async function listReviews(context: Context): Promise<ReviewLine[]> {
  return find(context, [{ documentState: { in: inHand } }, standsForSomething], queueLimit);
}

/** The lines of the queue that wait for the actor: to review, to approve, or to answer a return. */
export async function listSignOffsWaitingForMe(context: Context): Promise<ReviewLine[]> {
  const { actor } = context;
  if (actor.id === null) return [];
  const prepared = { step: "prepared", act: "given", personId: actor.id } as const;
  const mine: Prisma.IncidentWhereInput[] = [{ postMortem: { signOffs: { some: prepared } } }];
  if (isSignerOf("reviewed", actor)) mine.push({ documentState: { in: atAStep } });
  const lines = await find(
    context,
    [{ documentState: { in: inHand } }, standsForSomething, { OR: mine }],
    candidates,
  );
  return lines.filter((line) => line.mine !== null);
}

/** Where a page of drafts goes on. */
export type DraftCursor = string;

/**
 * The drafts of incidents that are over, those touched last first, 25 a page. `next` is the cursor of the following
 * page, null on the last; a cursor that cannot be read begins again.
 */
export async function listDrafts(
  context: Context,
  after?: DraftCursor,
): Promise<{ lines: ReviewLine[]; next: DraftCursor | null }> {
  const lines = await find(
    context,
    [{ documentState: "draft", status: { in: ["resolved", "closed"] } }, beyond(after)],
    draftsPerPage + 1,
  );
  const last = lines[draftsPerPage - 1];
  const next = lines.length > draftsPerPage && last ? cursorOf(last) : null;
  return { lines: lines.slice(0, draftsPerPage).map(({ id: _, ...line }) => line), next };
}

const select = {
  ...{ id: true, ref: true, title: true, severity: true, status: true, timeZone: true, touchedAt: true },
  ...{ documentVersion: true, documentState: true, postMortem: { select: { signOffs: true } } },
} as const satisfies Prisma.IncidentSelect;

type FoundLine = ReviewLine & { id: string };

async function find(
  context: Context,
  where: Prisma.IncidentWhereInput[],
  take: number,
): Promise<FoundLine[]> {
  const rows = await database().incident.findMany({
    where: { AND: [visibleTo(context.actor), ...where] },
    select,
    orderBy: [{ touchedAt: "desc" }, { id: "desc" }],
    take,
  });
  // A name that was changed elsewhere makes another text. Only where a signature would stand is there one to compare.
  const texts = await readDocuments(
    database(),
    rows.filter(({ documentState }) => atAStep.some((state) => state === documentState)).map(({ id }) => id),
  );
  return rows.map(({ documentVersion, postMortem, documentState: _, ...row }) => {
    const acts = (postMortem?.signOffs ?? []).map(signOffOf);
    const text = texts.get(row.id);
    const now = text ? standingOf(text, acts, canonicalForm(text)) : standing(acts, documentVersion);
    return { ...row, now, mine: waitingFor(context.actor, now) };
  });
}

const cursorOf = ({ touchedAt, id }: FoundLine): DraftCursor => `${touchedAt.toISOString()}~${id}`;

function beyond(cursor: DraftCursor | undefined): Prisma.IncidentWhereInput {
  const [time = "", id = ""] = (cursor ?? "").split("~");
  const touchedAt = new Date(time);
  if (!isUuid(id) || Number.isNaN(touchedAt.getTime())) return {};
  return { OR: [{ touchedAt: { lt: touchedAt } }, { touchedAt, id: { lt: id } }] };
}
