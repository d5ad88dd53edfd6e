import type { IncidentStatus, Severity } from "../../../prisma/generated/enums";
import type { Context } from "../../core/context";
import { database, sql } from "../../core/database";
import { excerpt, tidyText } from "../../core/text";
import { isOpen, openStatuses, visibleTo } from "../../incidents/rules";

/** An incident that is like one that is about to be declared; `cause` is what its analysis came to, where it has one. */
export type SimilarIncident = {
  ref: string;
  title: string;
  severity: Severity;
  status: IncidentStatus;
  createdAt: Date;
  service: string | null;
  cause: string | null;
};

const most = 3;
// Below this a title says too little to be like another.
const leastCharacters = 4;
const candidates = 60;

/**
 * Incidents that the actor sees and that are like one of this title: open ones, to be joined instead (those of the same
 * service first, whatever they are called), and past ones, the most alike first, at most three of each. Titles are alike
 * by the trigrams that they share (pg_trgm, at its usual thresholds), in any order and case, unfinished ones too.
 */
export async function findSimilar(
  context: Context,
  { title, service }: { title: string; service?: string | undefined },
): Promise<{ open: SimilarIncident[]; past: SimilarIncident[] }> {
  const text = tidyText(title).slice(0, 300);
  const alike = text.length < leastCharacters ? new Map<string, number>() : await alikeTo(text);
  const rows = await database().incident.findMany({
    where: {
      AND: [
        visibleTo(context.actor),
        { status: { notIn: ["cancelled", "merged"] }, mode: { not: "drill" } },
        {
          OR: [
            { id: { in: [...alike.keys()] } },
            ...(service ? [{ service: { slug: service }, status: { in: [...openStatuses] } }] : []),
          ],
        },
      ],
    },
    select: {
      ...{ id: true, ref: true, title: true, severity: true, status: true, createdAt: true },
      service: { select: { slug: true, name: true } },
      postMortem: { select: { rootCauses: { orderBy: { position: "asc" }, take: 1 } } },
    },
    orderBy: { createdAt: "desc" },
    take: candidates,
  });
  const nearness = (row: (typeof rows)[number]) =>
    (alike.get(row.id) ?? 0) + (service && row.service?.slug === service ? 1 : 0);
  const found = rows
    .toSorted((a, b) => nearness(b) - nearness(a))
    .map(({ id: _, service: place, postMortem, ...incident }) => {
      const cause = postMortem?.rootCauses[0];
      const said = cause ? excerpt(cause.title || cause.text, 160) : "";
      return { ...incident, service: place?.name ?? null, cause: said || null };
    });
  return {
    open: found.filter(({ status }) => isOpen(status)).slice(0, most),
    past: found.filter(({ status }) => !isOpen(status)).slice(0, most),
  };
}

async function alikeTo(title: string): Promise<Map<string, number>> {
  const rows = await sql<{ id: string; nearness: number }>(
    `select id, greatest(similarity(title, $1), word_similarity($1, title)) as nearness
     from incident where title % $1 or title %> $1
     order by nearness desc, created_at desc limit $2`,
    [title, candidates],
  );
  return new Map(rows.map(({ id, nearness }) => [id, nearness]));
}
