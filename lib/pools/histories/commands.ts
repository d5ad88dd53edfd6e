import { command } from "../../core/command";
import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { getSource, type Source } from "../sources/queries";
import { type HistorySpan, historySpanLabels } from "./labels";
import { findHistory } from "./queries";
import { firstSteps, spanOf, stateOfHistory } from "./rules";
import { readHistoryInput, stopHistoryInput } from "./schema";

/**
 * Has the past of a source read, or goes on with a reading that stopped. One at a time: the same again is quiet while one
 * is under way, and lets one that waits try again at once; another span is refused until that has ended.
 */
export const readHistory = command(
  "pool-source.read-history",
  readHistoryInput,
  async ({ tx, context, input: { slug, days, onward }, changed }) => {
    const source = await lockSource(tx, context, slug);
    if (source.kind !== "prometheus")
      throw new Refusal("conflict", "Only what answers PromQL can tell of the past.");
    const before = await findHistory(context, source.id, tx);
    const state = before && stateOfHistory(before);
    if (before && (state === "reading" || state === "waiting")) {
      if (before.days !== days)
        throw new Refusal(
          "conflict",
          "Its past is being read already. Stop that first, to read another span.",
        );
      await tx.poolHistory.update({ where: { sourceId: source.id }, data: { dueAt: context.now } });
      return { slug };
    }
    const again = onward === "yes" && before?.days === days && state !== "finished";
    const anew = { ...beginning(days, context.now), begunAt: context.now };
    const awake = { stoppedAt: null, failedAt: null, failure: null, attempt: 0, dueAt: context.now };
    await tx.poolHistory.upsert({
      where: { sourceId: source.id },
      create: { sourceId: source.id, ...awake, ...anew },
      update: again ? awake : { ...awake, ...anew },
    });
    changed({ kind: "pool-source", id: source.id }, { history: [state, said(days)] });
    return { slug };
  },
);

/** Stops the reading of a source's past; what was read stays, and it can go on later. Quiet where none is under way. */
export const stopHistory = command(
  "pool-source.stop-history",
  stopHistoryInput,
  async ({ tx, context, input: { slug }, changed }) => {
    const source = await lockSource(tx, context, slug);
    const { count } = await tx.poolHistory.updateMany({
      where: { sourceId: source.id, finishedAt: null, stoppedAt: null, failedAt: null },
      data: { stoppedAt: context.now },
    });
    if (count > 0) changed({ kind: "pool-source", id: source.id }, { history: ["reading", "stopped"] });
    return { slug };
  },
);

async function lockSource(tx: Transaction, context: Context, slug: string): Promise<Source> {
  await tx.$queryRaw`select 1 as held from pool_source where slug = ${slug} for update`;
  return getSource(context, slug, tx);
}

function beginning(days: HistorySpan, now: Date) {
  const { since, until } = spanOf(days, now);
  return {
    ...{ days, since, until, readTo: until, steps: firstSteps, finishedAt: null },
    ...{ failures: 0, leftOut: null, workedMs: 0, readings: 0, poolIds: [], oldestAt: null },
  };
}

const said = (days: HistorySpan) => `the last ${historySpanLabels[days]}`;
