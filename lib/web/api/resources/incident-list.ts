import { z } from "zod";
import type { Context } from "../../../core/context";
import { listIncidents } from "../../../incidents/lists/queries";
import { type IncidentFilters, incidentQuery } from "../../../incidents/schema";
import { placeLabels } from "../../../reviews/search/labels";
import { searchIncidents } from "../../../reviews/search/queries";
import type { SearchPlace } from "../../../reviews/search/schema";
import { wrongParameter } from "../query-string";
import { list, type Stretch } from "../reading";
import { asListed, incidentListed } from "./incident-schema";
import { instant } from "./parts";

const places = Object.keys(placeLabels) as [SearchPlace, ...SearchPlace[]];

/** A text in which something was found; `key` is an entry's id, or an action item's reference. */
const hit = z
  .object({
    place: z.enum(places),
    key: z.string(),
    at: instant.nullable(),
    parts: z.array(z.object({ text: z.string(), found: z.boolean() })),
  })
  .meta({ id: "SearchHit" });

/** An incident in a list; of a search with where it says what was searched for. */
const incidentFound = incidentListed
  .extend({ hits: z.array(hit).optional(), moreHits: z.int().optional() })
  .meta({ id: "IncidentFound" });

/** Listing incidents, and searching them. */
export const incidentList = list({
  route: "GET /incidents",
  id: "incident.list",
  scope: "incidents:read",
  summary: "List or search incidents",
  description:
    'The latest recorded first; only those that the key\'s person may see. With `search` those that say it in a title, an entry of the timeline, the post-mortem or an action item, the best first, each with where: words that all stand in one text, "phrases", `or`, `-without`, `beginning*`. Of what many say the latest are found. A page of a search begins after so many found incidents, not after a certain one: what comes to be found between two pages, or is found no more, or is found better, moves the others, so that one may stand on both pages or on neither. Without `search` what comes meanwhile moves nothing.',
  filters: incidentQuery.extend({ search: z.string().optional() }),
  item: incidentFound,
  run: async (context, { filters: { search, ...filters }, limit, place }) => {
    if (search !== undefined) return searching(context, filters, search, { limit, place });
    const page = await listIncidents(context, filters, { before: place ?? undefined, limit });
    return { items: page.incidents.map(asListed), next: page.older };
  },
});

/** Incidents that say it; the place is how many stand before. */
async function searching(
  context: Context,
  filters: IncidentFilters,
  text: string,
  { limit, place }: { limit: number; place: string | null },
): Promise<Stretch> {
  // A cursor of the list without a search names an incident.
  const before = Number(place ?? 0);
  const from = Number.isSafeInteger(before) ? before : 0;
  const { page, problem } = await searchIncidents(context, filters, { text, from, limit });
  if (!page) throw wrongParameter("search", problem);
  const items = page.found.map(({ incident, hits, moreHits }) => ({ ...asListed(incident), hits, moreHits }));
  return { items, next: from + limit < page.total ? String(from + limit) : null };
}
