import type { Alert } from "../../../prisma/generated/client";
import { alertSeverityLabels } from "../../alerts/rules/labels";
import { sayAlert } from "../../alerts/words";
import type { Narrator } from "../../gates/drill/narrator";
import type { Place } from "../../gates/drill/report-generator/deploy";
import type { RunningUsers } from "../../gates/drill/users";
import { until } from "../../gates/drill/waiting";
import { type PoolSight, sayPool, sayUsers } from "../../gates/drill/words";
import type { Crew } from "./crew";
import { alertsThere, sightsOf } from "./sights";
import { watchedName } from "./workspace";

/** All that the phases of a drill share. */
export type Stage = {
  narrator: Narrator;
  /** Where the product is reached. */
  address: string;
  place: Place;
  users: RunningUsers;
  crew: Crew;
  poolSlug: string;
  /** By how much what the product wants minutes for is shortened. */
  compression: number;
  /** Ends what is waited for. */
  ending: AbortSignal;
  /** The alerts that were told of: `<id> fired`, `<id> ended`. */
  told: Set<string>;
};

/** What is looked at while something is waited for: the pool since the beginning, and the alerts there were. */
export type Sight = { pool: readonly PoolSight[]; alerts: readonly Alert[] };

const TELL_EVERY_MS = 10_000;

/**
 * Waits until a fact is found in what the product knows, and tells meanwhile which alerts come and go, and every ten
 * seconds the figures. Throws a `DrillFailure` after `seconds`.
 */
export async function untilSeen<Fact>(
  stage: Stage,
  fact: string,
  seconds: number,
  find: (sight: Sight) => Promise<Fact | null | undefined> | Fact | null | undefined,
): Promise<Fact> {
  let toldAt = performance.now();
  return until(
    fact,
    seconds,
    async () => {
      const sight = await look(stage);
      tellAlerts(stage, sight.alerts);
      if (performance.now() - toldAt > TELL_EVERY_MS) {
        toldAt = performance.now();
        const [first = "", ...rest] = figures(stage, sight);
        stage.narrator.tell(first, ...rest);
      }
      return find(sight);
    },
    stage.ending,
  );
}

/** What the product knows now. */
export async function look({ poolSlug, narrator }: Stage): Promise<Sight> {
  const [pool, alerts] = await Promise.all([sightsOf(poolSlug, narrator.began), alertsThere()]);
  return { pool, alerts };
}

/** The figures of this moment as lines. */
export function figures({ users }: Stage, { pool }: Sight): string[] {
  const last = pool.at(-1);
  return [...(last ? [sayPool(last)] : []), sayUsers(users.tally())];
}

function tellAlerts({ narrator, told }: Stage, alerts: readonly Alert[]): void {
  for (const alert of alerts) {
    const { id, number, name, figure, severity, firingAt, endedAt } = alert;
    const once = (what: string, sentence: string) => {
      if (told.has(`${id} ${what}`)) return;
      told.add(`${id} ${what}`);
      narrator.tell(sentence);
    };
    const grave = alertSeverityLabels[severity].toUpperCase();
    const says = sayAlert(figure, watchedName, alert.worstValue);
    if (firingAt) once("fired", `${grave}  Alert ${number}, ${name}. ${says}.`);
    if (firingAt && endedAt) once("ended", `Alert ${number}, ${name}, is over.`);
  }
}
