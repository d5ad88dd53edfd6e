import type { Context } from "../../core/context";
import { Refusal } from "../../core/refusal";
import { listIncidents } from "../../incidents/lists/queries";
import type { ListQuery } from "../../incidents/lists/query";
import type { IncidentRow } from "../../incidents/lists/rows";
import { filtersOf } from "../../incidents/lists/rules";
import { searchIncidents } from "../../reviews/search/queries";
import { csvOf } from "../csv/rules";
import { foundRows, incidentRows } from "./rules";

/** The most incidents that one file holds. */
export const MOST_ROWS = 10_000;
const STRETCH = 1_000;
/** More than a search ever finds. */
const ALL_FOUND = 1_000;

/**
 * The incidents that the list shows, as CSV: the latest recorded first, or with something to search for the best first. At
 * most 10,000; the file's name says so where there are more. Refuses a search that cannot be looked up.
 */
export async function exportIncidents(
  context: Context,
  query: ListQuery,
  most = MOST_ROWS,
): Promise<{ fileName: string; csv: string }> {
  const day = context.now.toISOString().slice(0, 10);
  if (query.search !== undefined) {
    const asked = { text: query.search, limit: ALL_FOUND };
    const { page, problem } = await searchIncidents(context, filtersOf(query), asked);
    if (!page) throw new Refusal("invalid", problem);
    return { fileName: `incidents-${day}-found.csv`, csv: csvOf(foundRows(page.found)) };
  }
  const rows: IncidentRow[] = [];
  let before: string | null = null;
  do {
    const limit = Math.min(STRETCH, most - rows.length);
    const page = await listIncidents(context, filtersOf(query), { before: before ?? undefined, limit });
    rows.push(...page.incidents);
    before = page.older;
  } while (before !== null && rows.length < most);
  const cut = before === null ? "" : `-latest-${rows.length}`;
  return { fileName: `incidents-${day}${cut}.csv`, csv: csvOf(incidentRows(rows)) };
}
