import { z } from "zod";
import type { Context } from "../../core/context";
import { openCursor, sealCursor } from "./cursor";
import { etagOf, isKnown } from "./etag";
import { type Answer, type Described, type Operation, type ParamsOf, partsOf, type Route } from "./operation";
import { pageQuery, readQuery } from "./query-string";

const nothing = z.object({});

/** One page that a query gives: its items, and the place to go on from, null at the end. */
export type Stretch = { items: readonly unknown[]; next: string | null };

/** A page of rows of which one more than `limit` was asked for; `placeOf` tells where its last one stands. */
export function stretchOf<Row>(rows: readonly Row[], limit: number, placeOf: (row: Row) => string): Stretch {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: last !== undefined && rows.length > limit ? placeOf(last) : null };
}

/** Of rows that are all there those behind the one that stands at the place; from the first on where none stands there. */
export function stretchWithin<Row>(
  rows: readonly Row[],
  { limit, place }: { limit: number; place: string | null },
  placeOf: (row: Row) => string,
): Stretch {
  const from = place === null ? 0 : rows.findIndex((row) => placeOf(row) === place) + 1;
  return stretchOf(rows.slice(from), limit, placeOf);
}

const plain = { description: "", body: null, bodyBytes: 0, status: 200, guarded: false } as const;

/** Makes an operation that reads one thing. What `run` gives is shown through `answer`: nothing else gets out. */
export function read<R extends Route>(
  spec: Described<R> & {
    id: string;
    answer: z.ZodType;
    run: (context: Context, params: ParamsOf<R>) => Promise<unknown>;
  },
): Operation {
  const { run, ...described } = spec;
  return readPart({ ...described, filters: nothing, run: (context, { params }) => run(context, params) });
}

/** The same of a part of a thing: which part, the address says behind its question mark. */
export function readPart<R extends Route, Filters extends z.ZodObject>(
  spec: Described<R> & {
    id: string;
    filters: Filters;
    answer: z.ZodType;
    run: (context: Context, request: { params: ParamsOf<R>; filters: z.output<Filters> }) => Promise<unknown>;
  },
): Operation {
  const { route, filters, answer, run, ...described } = spec;
  return {
    ...plain,
    ...described,
    ...partsOf(route),
    query: filters,
    answer,
    paged: false,
    tagged: true,
    async perform({ context, params, query, headers }) {
      const asked = readQuery(filters, query);
      const body = shown(answer, await run(context, { params: params as ParamsOf<R>, filters: asked }));
      const etag = etagOf(body);
      const kept = { ETag: etag, "Cache-Control": "private, no-cache" };
      return isKnown(headers, etag)
        ? { status: 304, body: "", headers: kept }
        : { status: 200, body, headers: kept };
    },
  };
}

/**
 * Makes an operation that reads a list page by page. `run` gets the filters, how many items at most, and the place that
 * it gave as `next` of an earlier page of this list, null for the first.
 */
export function list<R extends Route, Filters extends z.ZodObject>(
  spec: Described<R> & {
    id: string;
    filters: Filters;
    item: z.ZodType;
    run: (
      context: Context,
      request: {
        params: ParamsOf<R>;
        filters: z.output<Filters>;
        limit: number;
        place: string | null;
      },
    ) => Promise<Stretch>;
  },
): Operation {
  const { route, filters, item, run, ...described } = spec;
  const query = filters.extend(pageQuery.shape);
  const answer = z.object({ items: z.array(item), next: z.string().nullable() });
  return {
    ...plain,
    ...described,
    ...partsOf(route),
    query,
    answer,
    paged: true,
    tagged: false,
    async perform({ context, params, query: given, path }) {
      const asked = readQuery(query, given);
      const { limit, cursor } = pageQuery.parse({ ...asked, limit: String(asked.limit) });
      const stretch = await run(context, {
        params: params as ParamsOf<R>,
        filters: asked as z.output<Filters>,
        limit,
        place: cursor === undefined ? null : openCursor(path, cursor),
      });
      const next = stretch.next === null ? null : sealCursor(path, stretch.next);
      const body = shown(answer, { items: stretch.items, next });
      return { status: 200, body, headers: { "Cache-Control": "no-store", ...linkTo(path, given, next) } };
    },
  };
}

/** A value as the schema of an answer shows it, as JSON. Fails, as a bug, on what the schema does not allow. */
export const shown = (schema: z.ZodType, value: unknown): string => JSON.stringify(schema.parse(value));

function linkTo(path: string, given: URLSearchParams, next: string | null): Answer["headers"] {
  if (next === null) return {};
  const query = new URLSearchParams(given);
  query.set("cursor", next);
  return { Link: `<${path}?${query}>; rel="next"` };
}
