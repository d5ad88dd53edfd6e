import { privateHosts } from "../../core/env";
import { log } from "../../core/log";
import { type Repetition, repeatedly } from "../../core/repeatedly";
import { ask } from "./asking";
import { claimDueChecks, type DueCheck, giveBackChecks, keepAnswer } from "./store";

const TICK_MS = 1_000;
const AT_ONCE = 100;

/**
 * Asks every health check that is due, each second, up to a hundred at once: one that hangs keeps nobody else waiting.
 * Several may run; each check is one's at a time. What is not answered when it stops is no failure of anybody's.
 */
export function runChecker(id: string): Repetition {
  const allowed = privateHosts();
  const underWay = new Map<DueCheck, { ending: AbortController; work: Promise<void> }>();
  const begin = (check: DueCheck) => {
    const ending = new AbortController();
    const work = askAndKeep(id, check, () => ask(check, allowed, ending)).finally(() =>
      underWay.delete(check),
    );
    underWay.set(check, { ending, work });
  };
  const takeTurn = async () => {
    let claimed: DueCheck[];
    do {
      claimed = underWay.size < AT_ONCE ? await claimDueChecks(id, AT_ONCE - underWay.size) : [];
      for (const check of claimed) begin(check);
    } while (claimed.length > 0);
  };
  const taking = repeatedly(TICK_MS, takeTurn, ({ message }) =>
    log().warn({ error: message }, "the checker missed a turn"),
  );
  return {
    async stop() {
      await taking.stop();
      const left = [...underWay.values()];
      for (const { ending } of left) ending.abort();
      await Promise.all(left.map(({ work }) => work));
      await giveBackChecks(id).catch(() => undefined);
    },
  };
}

/** An answer that cannot be kept is lost: our own database being away is no failure of what was asked. */
async function askAndKeep(
  checker: string,
  check: DueCheck,
  asking: () => ReturnType<typeof ask>,
): Promise<void> {
  try {
    const answer = await asking();
    if (answer) await keepAnswer(checker, check, answer);
  } catch (error) {
    log().warn(
      { check: check.id, error: (error as Error).message },
      "an answer to a health check could not be kept",
    );
  }
}
