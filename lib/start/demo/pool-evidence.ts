import { people } from "../../../prisma/sample/people";
import { pools } from "../../../prisma/sample/pools";
import type { IncidentStory } from "../../../prisma/sample/shapes";
import { systemContext } from "../../core/context";
import { database } from "../../core/database";
import { freezeEvidence } from "../../pools/evidence/commands";
import { writeSamples } from "../../pools/samples/store";
import type { Act } from "./colleagues";
import { makePool, sampleAt } from "./pool-history";
import { beginningOf, momentOf } from "./times";

const MINUTE = 60_000;
/** How long before its declaration an incident may have begun, with what is kept from before that. */
const before = 60 * MINUTE;
/** As often as the applications of the story send their metrics. */
const every = 15_000;

/**
 * What the product would have done at that time: a quarter of an hour after an incident was resolved, the figures of its
 * pool are there as they were measured, and are kept with it; once more after a milestone was set, which may have been
 * the beginning. None where that has not come yet.
 */
export function evidenceActs(stories: readonly IncidentStory[], founded: Date, now: Date): Act[] {
  return stories.flatMap((story): Act[] => {
    const pool = pools.find((one) => one.service === story.service && one.environment === story.environment);
    const resolved = story.steps.find((step) => step[2] === "moves" && step[3] === "resolved");
    if (!pool || !resolved) return [];
    const zone = story.zone ?? people[story.declaredBy].zone;
    const begins = beginningOf(story.begins, zone, now);
    const instant = (moment: IncidentStory["steps"][number][0]) =>
      momentOf(moment, begins, zone).at.getTime();
    const over = instant(resolved[0]) + 15 * MINUTE;
    const set = story.steps.filter((step) => step[2] === "sets").map(([moment]) => instant(moment));
    const keep = async (at: Date) => {
      const { ref } = await database().incident.findFirstOrThrow({
        where: { createdAt: begins, service: { slug: pool.service } },
      });
      const told = await makePool(pool, founded, now);
      for (let time = begins.getTime() - before; time < over; time += MINUTE) {
        const minute = Array.from({ length: MINUTE / every }, (_, part) => new Date(time + part * every));
        await writeSamples(
          minute.map((moment) => sampleAt(told, moment)),
          new Date(time + MINUTE),
        );
      }
      await freezeEvidence(systemContext(at), { ref });
    };
    return [over, ...set.filter((time) => time > over)]
      .map((time) => new Date(time))
      .filter((at) => at <= now)
      .map((at) => ({ at, do: () => keep(at) }));
  });
}
