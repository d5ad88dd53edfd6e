import type { Prisma } from "../../prisma/generated/client";
import type { Context } from "../core/context";
import { database, type Reader } from "../core/database";
import { filesTold } from "../incidents/attachments/queries";
import { filesOf } from "../incidents/attachments/rules";
import { loadIncident } from "../incidents/queries";
import { actionItemInclude, actionItemOf } from "./action-items/queries";
import {
  DEFAULT_CLASSIFICATION,
  type DocumentEntry,
  type PostMortemContent,
  type PostMortemDocument,
} from "./schema";

const inOrder = { orderBy: { position: "asc" } } as const;

const contentInclude = {
  rootCauses: { ...inOrder, select: { id: true, title: true, text: true } },
  factors: {
    ...inOrder,
    select: { id: true, text: true, category: true, positive: true, acceptedRisk: true },
  },
  fixes: { ...inOrder, select: { id: true, text: true } },
  codeChanges: { ...inOrder, select: { id: true, file: true, text: true, before: true, after: true } },
  lessons: {
    orderBy: [{ kind: "asc" }, { position: "asc" }],
    select: { id: true, kind: true, text: true },
  },
  controls: {
    orderBy: [{ kind: "asc" }, { position: "asc" }],
    select: { id: true, kind: true, text: true, verification: true },
  },
} as const satisfies Prisma.PostMortemInclude;

const documentInclude = {
  service: { select: { slug: true, name: true } },
  environment: { select: { slug: true, name: true } },
  milestones: { select: { kind: true, at: true, precision: true } },
  impact: {
    orderBy: [{ group: "asc" }, { position: "asc" }],
    select: { group: true, text: true },
  },
  figures: { omit: { incidentId: true } },
  entries: {
    where: { inDocument: true, withdrawnAt: null },
    orderBy: [{ at: "asc" }, { sequence: "asc" }],
    include: { author: { select: { name: true } }, ...filesTold },
  },
  actionItems: { orderBy: [{ position: "asc" }, { number: "asc" }], include: actionItemInclude },
  postMortem: {
    include: {
      ...contentInclude,
      importedSignatures: { ...inOrder, include: { person: { select: { id: true, name: true } } } },
    },
  },
  _count: { select: { entries: { where: { inDocument: false, withdrawnAt: null } } } },
} as const satisfies Prisma.IncidentInclude;

type DocumentRow = Prisma.IncidentGetPayload<{ include: typeof documentInclude }>;
type ContentRow = Prisma.PostMortemGetPayload<{ include: typeof contentInclude }>;

/**
 * The whole post-mortem of an incident: what its page shows, what an export writes and what a sign-off signs. An
 * incident that nobody has written about yet has an empty one. Refuses with 'not_found' what the actor may not see.
 */
export async function getDocument(
  context: Context,
  ref: string,
  reader: Reader = database(),
): Promise<PostMortemDocument> {
  const { id } = await loadIncident(reader, context, ref);
  return documentOf(await reader.incident.findUniqueOrThrow({ where: { id }, include: documentInclude }));
}

/** The whole post-mortems of incidents that the caller has loaded, by the incident's id. */
export async function readDocuments(
  reader: Reader,
  incidentIds: readonly string[],
): Promise<Map<string, PostMortemDocument>> {
  if (incidentIds.length === 0) return new Map();
  const where = { id: { in: [...incidentIds] } };
  const rows = await reader.incident.findMany({ where, include: documentInclude });
  return new Map(rows.map((row) => [row.id, documentOf(row)]));
}

/** The sections that are stored here, of an incident that the caller has loaded or holds. */
export async function readContent(reader: Reader, incidentId: string): Promise<PostMortemContent> {
  return contentOf(await reader.postMortem.findUnique({ where: { incidentId }, include: contentInclude }));
}

function documentOf(row: DocumentRow): PostMortemDocument {
  const { ref, foreignRef, title, severity, status, mode, timeZone, statedDuration } = row;
  return {
    incidentId: row.id,
    ...{ ref, foreignRef, title, severity, status, mode, timeZone, statedDuration },
    service: row.service,
    environment: row.environment,
    restricted: row.restrictedAt !== null,
    documentVersion: row.documentVersion,
    preparedAt: row.preparedAt,
    milestones: row.milestones,
    impact: { statements: row.impact, figures: row.figures },
    timeline: row.entries.map(entryOf),
    entriesLeftOut: row._count.entries,
    actionItems: row.actionItems.map(actionItemOf),
    importedSignatures: (row.postMortem?.importedSignatures ?? []).map(
      ({ id, step, name, title: theirTitle, signedOn, person }) => ({
        id,
        step,
        name,
        title: theirTitle,
        signedOn,
        person,
      }),
    ),
    importedSignedOn: row.postMortem?.importedSignedOn ?? null,
    unplaced: unplacedOf(row.postMortem?.unplaced),
    ...contentOf(row.postMortem),
  };
}

function entryOf(row: DocumentRow["entries"][number]): DocumentEntry {
  const { id, at, precision, kind, source, text } = row;
  const author = row.author?.name ?? row.authorName;
  return { id, at, precision, kind, source, text, author, attachments: filesOf(row) };
}

function contentOf(row: ContentRow | null): PostMortemContent {
  return {
    summary: row?.summary ?? "",
    classification: row?.classification ?? DEFAULT_CLASSIFICATION,
    whatHappened: row?.whatHappened ?? "",
    rootCauses: row?.rootCauses ?? [],
    factors: row?.factors ?? [],
    fixes: row?.fixes ?? [],
    codeChanges: row?.codeChanges ?? [],
    lessons: row?.lessons ?? [],
    controls: row?.controls ?? [],
  };
}

function unplacedOf(stored: unknown): PostMortemDocument["unplaced"] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((one) =>
    typeof one?.place === "string" && typeof one?.markdown === "string"
      ? [{ place: one.place, markdown: one.markdown }]
      : [],
  );
}
