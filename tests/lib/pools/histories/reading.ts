import { sql } from "@/lib/core/database";
import { readHistory } from "@/lib/pools/histories/commands";
import { findHistory, type History } from "@/lib/pools/histories/queries";
import { runHistories } from "@/lib/pools/histories/reader";
import { stateOfHistory } from "@/lib/pools/histories/rules";
import type { HistoryState } from "@/lib/pools/histories/schema";
import { addSource } from "@/lib/pools/sources/commands";
import { getSource } from "@/lib/pools/sources/queries";
import type { CastContext } from "../../../support/cast";
import { unique } from "../../../support/world";
import { asOfNow, until } from "../collection/watching";

/** How long a test waits for months of figures. */
export const patienceMs = 150_000;

/** A source that asks an engine, once a minute unless said otherwise; nobody collects from it. */
export async function sourceOf(omar: CastContext, url: string, given: object = {}): Promise<string> {
  const input = { kind: "prometheus", name: unique("Engine"), url, intervalSeconds: 60, ...given };
  return (await addSource(await asOfNow(omar), input)).slug;
}

/** Has the past of a source read by the real command. */
export const begin = async (omar: CastContext, slug: string, days: number, onward?: "yes") =>
  readHistory(await asOfNow(omar), { slug, days, ...(onward ? { onward } : {}) });

/** How the reading of a source stands. */
export async function historyOf(omar: CastContext, slug: string): Promise<History> {
  const context = await asOfNow(omar);
  const history = await findHistory(context, (await getSource(context, slug)).id);
  if (!history) throw new Error("Nobody had it read.");
  return history;
}

/** Reads until the reading of a source stands so, or fails; then the reader stops. */
export async function readUntil(omar: CastContext, slug: string, state: HistoryState): Promise<History> {
  const reader = runHistories(unique("reader"));
  try {
    return await until(
      () => historyOf(omar, slug),
      (history) => stateOfHistory(history) === state,
      patienceMs,
    );
  } finally {
    await reader.stop();
  }
}

/** A level of figures as it was kept: how many rows, and a fingerprint of all of them. */
export type Kept = { level: string; rows: number; print: string };

const bucket =
  "used_min, ' ', used_max, ' ', used_sum, ' ', used_count, ' ', max_max, ' ', waiting_max, ' ', utilisation_max";
const from = (level: string, figures: string) =>
  `select '${level}' as level, concat_ws(' ', p.told_pool, i.name, f.at, ${figures}) as line from pool_${level} f
     join pool_instance i on i.id = f.series_id join pool p on p.id = i.pool_id join pool_source s on s.id = p.source_id
   where s.slug = $1`;

/** All that was kept of a source's pools, level by level. */
export const keptOf = (slug: string): Promise<Kept[]> =>
  sql<Kept>(
    `select level, count(*)::int as rows, md5(string_agg(line, ', ' order by line)) as print
     from (${from("sample", `used, "max", waiting`)} union all ${from("minute", bucket)} union all ${from("hour", bucket)}) f
     group by 1 order by 1`,
    [slug],
  );
