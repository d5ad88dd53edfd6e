import { watchedControls } from "../../../prisma/sample/controls";
import { people } from "../../../prisma/sample/people";
import { pools } from "../../../prisma/sample/pools";
import { watchControl } from "../../alerts/controls/commands";
import { choiceOf, sayTarget } from "../../alerts/controls/labels";
import { targetInclude, targetOf } from "../../alerts/controls/queries";
import { judgeRule } from "../../alerts/controls/rules";
import { poolSubject } from "../../alerts/controls/sights";
import { writeVerdicts } from "../../alerts/controls/store";
import { addUsualRules } from "../../alerts/rules/commands";
import { systemContext } from "../../core/context";
import { database, sql } from "../../core/database";
import type { Act, Colleagues } from "./colleagues";
import { makePool, sampleAt } from "./pool-history";
import { beginningOf } from "./times";

const intervalSeconds = 15;

/** The usual rules from the first day, and who lets them watch which control from when. */
export function controlActs(colleagues: Colleagues, founded: Date, now: Date): Act[] {
  const rules = async () => void (await addUsualRules(systemContext(founded), {}));
  const watched = watchedControls.map(({ control: text, rule: name, watchedBy, begins }): Act => {
    const at = beginningOf(begins, people[watchedBy].zone, now);
    const watch = async () => {
      const rule = await database().alertRule.findFirstOrThrow({ where: { name } });
      const { id: controlId, postMortem } = await database().control.findFirstOrThrow({
        where: { text },
        select: { id: true, postMortem: { select: { incident: { select: { ref: true } } } } },
      });
      const choice = choiceOf({ kind: "rule", rule });
      await watchControl(colleagues.as(watchedBy, at), {
        ...{ ref: postMortem.incident.ref, controlId, watchedBy: choice },
      });
    };
    return { at, do: watch };
  });
  return [{ at: founded, do: rules }, ...watched];
}

/** What verifying the watched controls would have found, whenever an alert of their rule began or ended, and now. */
export async function tellVerdicts(founded: Date, now: Date): Promise<void> {
  const told = await Promise.all(
    pools.map(async (story) => ({ name: story.name, pool: await makePool(story, founded, now) })),
  );
  const watches = await database().controlWatch.findMany({
    include: targetInclude,
    orderBy: { watchedSince: "asc" },
  });
  for (const watch of watches) {
    const { rule, controlId, watchedSince } = watch;
    if (!rule) continue;
    const alerts = await alertsOf(rule.id);
    const turns = alerts.flatMap(({ from, to }) => [from, ...(to ? [to] : [])]);
    const moments = [...new Set([watchedSince, ...turns, now].map(Number))].filter(
      (at) => at >= +watchedSince,
    );
    for (const at of moments.sort((one, other) => one - other).map((time) => new Date(time))) {
      const subjects = told.map(({ name, pool }) => {
        const heard = { judgedTo: at, intervalSeconds };
        return { name, ...poolSubject(rule, heard, [sampleAt(pool, at)], at) };
      });
      const firing = alerts.filter(({ from, to }) => from <= at && (to === null || to > at));
      const judgement = judgeRule(rule, { watchedAt: at, since: founded, subjects, firing }, at);
      const before = await database().controlWatch.findUniqueOrThrow({ where: { controlId } });
      if (judgement)
        await writeVerdicts(
          [{ controlId, watchedSince, before, judgement, watched: sayTarget(targetOf(watch)) }],
          at,
        );
    }
  }
  // What was told then was read long ago.
  await sql("delete from work where kind in ('control.tell', 'control.verify')");
}

async function alertsOf(ruleId: string) {
  const rows = await database().alert.findMany({
    where: { ruleId, firingAt: { not: null } },
    include: { pool: { select: { name: true } }, transitions: { where: { to: "firing" } } },
    orderBy: { number: "asc" },
  });
  return rows.map(({ number, pool, firingAt, pendingAt, endedAt, transitions: [fired], lastValue }) => ({
    ...{ number, name: pool?.name ?? "", from: firingAt ?? pendingAt, to: endedAt },
    lastValue: fired?.value ?? lastValue,
  }));
}
