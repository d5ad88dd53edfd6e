import { isAskedFor } from "../histories/rules";
import type { HistoryWindow } from "../histories/schema";
import { faultsIn } from "../intake/rules";
import type { Refused } from "../intake/schema";
import { type Figure, figures } from "../labels";
import { mapMetrics } from "../metrics/rules";
import type { MappedSample } from "../metrics/schema";
import { askEngine } from "./prometheus";
import { msOf, pointsOfRanges, samplesOfRanges, understoodQuery } from "./prometheus/rules";
import { type EngineRange, engineRangeAnswer } from "./prometheus/schema";
import { CannotCollect, type SourceAddress } from "./source";

/** What a stretch of the past told, what of it cannot be taken, and of how many points it was made. */
export type Past = { told: MappedSample[]; refused: Refused[]; points: number };

/**
 * Asks an engine for a stretch of the past, by the same questions and names as for the present. Times are the engine's:
 * nobody here can say when that was. Throws `CannotCollect`, or what `sayFailure` has a sentence for.
 */
export async function readPast(address: SourceAddress, window: HistoryWindow): Promise<Past> {
  if (address.questions) return answersOf(address, window);
  const query = understoodQuery(address.intervalSeconds);
  // With the reading before: what came since then makes the first one's waits.
  const series = await range(address, window, { query, before: window.stepSeconds });
  const { samples, unread } = mapMetrics(pointsOfRanges(series));
  const told = samples.filter(({ sample }) => sample.at >= window.from);
  return { told, refused: faultsIn(unread), points: pointsIn(series) };
}

async function answersOf(address: SourceAddress, window: HistoryWindow): Promise<Past> {
  const answers = [];
  for (const figure of figures) {
    const query = address.questions?.[figure];
    if (query) answers.push({ figure, series: await range(address, window, { query, figure }) });
  }
  const points = answers.reduce((sum, { series }) => sum + pointsIn(series), 0);
  return { ...samplesOfRanges(answers, address.name), points };
}

const pointsIn = (series: readonly EngineRange[]) =>
  series.reduce((sum, { values = [] }) => sum + values.length, 0);

async function range(
  address: SourceAddress,
  window: HistoryWindow,
  { query, figure, before = 0 }: { query: string; figure?: Figure; before?: number },
): Promise<EngineRange[]> {
  const { from, to, stepSeconds } = window;
  const fields = {
    query,
    start: String(from.getTime() / 1_000 - before),
    // The end is answered too, and is where the window after this one began.
    end: String(to.getTime() / 1_000 - stepSeconds),
    step: String(stepSeconds),
  };
  const answer = engineRangeAnswer.safeParse(await askEngine(address, "query_range", { fields, figure }));
  if (!answer.success)
    throw new CannotCollect(
      "What it answers is not what a Prometheus answers a question about the past with.",
    );
  const { result } = answer.data.data;
  const asked = ({ values = [] }: EngineRange) => values.every(([at]) => isAskedFor(msOf(at), window));
  if (!result.every(asked)) throw new CannotCollect("It answers with other times than it was asked for.");
  return result;
}
