import { faultsIn, sayRefused } from "../intake/rules";
import { type Figure, figures } from "../labels";
import { factsNeeded, mapMetrics } from "../metrics/rules";
import type { Facts } from "../metrics/schema";
import { ask } from "./http";
import { pointsOf, samplesOfAnswers, understoodQuery } from "./prometheus/rules";
import { type EngineSeries, engineAnswer, engineError } from "./prometheus/schema";
import { CannotCollect, type Sight, type SourceAddress, type SourceEntrance } from "./source";

/**
 * An engine that answers PromQL over HTTP: Prometheus, Thanos, Mimir, VictoriaMetrics. It is asked what is now by its own
 * clock, and its answers are of now by ours, so that it does not matter whether its clock is right.
 */
export const enterPrometheus: SourceEntrance = async (address) => {
  let known: Facts = new Map();
  return {
    isLost: () => false,
    close: async () => {},
    async look(_pools, now) {
      if (address.questions) return answersTo(address, now);
      const series = await query(address, understoodQuery(address.intervalSeconds));
      const { samples, unread, learned } = mapMetrics(pointsOf(series, now), known);
      known = factsNeeded(new Map([...known, ...learned]), now);
      return demandPools({ told: samples, refused: faultsIn(unread) });
    },
  };
};

async function answersTo(address: SourceAddress, now: Date): Promise<Sight> {
  const answers = [];
  for (const figure of figures) {
    const question = address.questions?.[figure];
    if (question) answers.push({ figure, series: await query(address, question, figure) });
  }
  return demandPools(samplesOfAnswers(answers, address.name, now));
}

function demandPools(sight: Extract<Sight, { told: unknown }>): Sight {
  if (sight.told.length > 0) return sight;
  throw new CannotCollect(
    sight.refused.length > 0
      ? sayRefused(sight.refused)
      : "It tells of no pool: what was asked for has no series.",
  );
}

// What it could not understand, and what it could not compute; both say why.
const REFUSED_QUERY = [400, 422];

/** What is asked of an engine: a query, for a stretch of time with its ends and step, and which figure it is for where that was asked. */
export type EngineQuestion = {
  fields: { query: string } & Record<string, string>;
  figure?: Figure | undefined;
};

/**
 * The JSON that an engine answers a question with at `query` or `query_range` of its API; null where it answers with a
 * refusal that says nothing. Throws `CannotCollect` with what it says where it does.
 */
export async function askEngine(
  address: SourceAddress,
  path: "query" | "query_range",
  { fields, figure }: EngineQuestion,
): Promise<unknown> {
  const url = new URL(address.url ?? "");
  url.pathname = `${url.pathname.replace(/\/+$/, "")}/api/v1/${path}`;
  const { status, json } = await ask(address, { url, fields }, REFUSED_QUERY);
  const refused = engineError.safeParse(json);
  if (refused.success)
    throw new CannotCollect(
      `It does not answer${figure ? ` the question for ${figure}` : ""}: ${refused.data.error.replace(/\s+/g, " ").slice(0, 300)}`,
    );
  return status === 200 ? json : null;
}

async function query(address: SourceAddress, text: string, figure?: Figure): Promise<EngineSeries[]> {
  const answer = engineAnswer.safeParse(
    await askEngine(address, "query", { fields: { query: text }, figure }),
  );
  if (!answer.success)
    throw new CannotCollect("What it answers is not what a Prometheus answers an instant query with.");
  const { data } = answer.data;
  return data.resultType === "scalar" ? [{ metric: {}, value: data.result }] : data.result;
}
