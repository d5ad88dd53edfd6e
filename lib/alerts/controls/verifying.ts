import { systemContext } from "../../core/context";
import { database } from "../../core/database";
import { listSources } from "../../pools/sources/queries";
import { sayTarget } from "./labels";
import { targetInclude, targetOf, type WatchRow } from "./queries";
import { type Judgement, judgeRule, judgeSetting } from "./rules";
import { readRuleSights, readWatching } from "./sights";
import { writeVerdicts } from "./store";

/**
 * Looks whether the watched controls hold, or one of them, and writes what came of it. Any number of processes may do it
 * at once: each change is written by one.
 */
export async function verifyControls(now: Date, controlId?: string): Promise<void> {
  const watches = await database().controlWatch.findMany({
    where: controlId === undefined ? {} : { controlId },
    include: targetInclude,
    orderBy: { controlId: "asc" },
  });
  if (watches.length === 0) return;
  const judge = await judgeOf(watches, now);
  await writeVerdicts(
    watches.flatMap((before) => {
      const { controlId, watchedSince } = before;
      const judgement = judge(before);
      return judgement
        ? [{ controlId, watchedSince, before, watched: sayTarget(targetOf(before)), judgement }]
        : [];
    }),
    now,
  );
}

/** Reads what is needed to judge these, once for all of them. */
async function judgeOf(
  watches: readonly WatchRow[],
  now: Date,
): Promise<(watch: WatchRow) => Judgement | null> {
  const watching = await readWatching(now);
  const rules = watches.flatMap(({ rule }) => (rule && !rule.archivedAt && !rule.pausedAt ? [rule] : []));
  const [sights, sources] = await Promise.all([
    readRuleSights([...new Map(rules.map((rule) => [rule.id, rule])).values()], watching, now),
    watches.some(({ source }) => source) ? listSources(systemContext(now, "worker")) : [],
  ]);
  const unseen = { ...watching, subjects: [], firing: [] };
  return ({ rule, source, setting }) => {
    if (rule) return judgeRule(rule, sights.get(rule.id) ?? unseen, now);
    const found = sources.find(({ id }) => id === source?.id);
    const gone = { ...removed, name: source?.name ?? "", archivedAt: now };
    return judgeSetting(setting ?? "", found ?? gone, watching, now);
  };
}

const removed = {
  ...{ facts: null, pooler: null, pools: [], intervalSeconds: 0, deliveredAt: null, failure: null },
};
