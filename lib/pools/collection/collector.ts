import { databaseNow } from "../../core/clock";
import { log } from "../../core/log";
import { type Repetition, repeatedly } from "../../core/repeatedly";
import { seriesOfAll, writeSamples } from "../samples/store";
import { addressOf } from "../sources/password";
import { entrances } from "../sources/registry";
import { sayFailure } from "../sources/rules";
import { type AskedPool, CannotCollect, type OpenSource, type Sight } from "../sources/source";
import {
  claimDue,
  type DueSource,
  giveBackSources,
  keepAllHolders,
  noteDelivery,
  noteFailure,
  poolsOfSource,
  renewSources,
} from "./store";
import { keepTold } from "./told";

const TICK_MS = 1_000;
const AT_ONCE = 20;
const RENEW_TURNS = 10;

type Entered = { version: number; source: OpenSource };
type EnteredSources = Map<string, Entered>;

/**
 * Collects from every source that is due, each second. What a source has of connections stays open: a server that has
 * none left can still be looked at by whoever was there before. One that hangs keeps nobody else waiting.
 */
export function runCollector(id: string): Repetition {
  const entered: EnteredSources = new Map();
  const underWay = new Map<string, Promise<void>>();
  let turns = 0;
  const takeTurn = async () => {
    turns += 1;
    if (turns % RENEW_TURNS === 0) void leaveOthers(entered, await renewSources(id));
    for (const due of await claimDue(id, AT_ONCE)) {
      if (underWay.has(due.id)) continue;
      const work = collectFrom(id, due, entered).finally(() => underWay.delete(due.id));
      underWay.set(due.id, work);
    }
  };
  const taking = repeatedly(TICK_MS, takeTurn, ({ message }) =>
    log().warn({ error: message }, "the collector missed a turn"),
  );
  return {
    async stop() {
      await taking.stop();
      await giveBackSources(id).catch(() => undefined);
      await Promise.all(underWay.values());
      await leaveOthers(entered, new Set());
    },
  };
}

/** Leaves sources that are not this collector's any more. Only a collector that ends waits for that. */
async function leaveOthers(entered: EnteredSources, held: ReadonlySet<string>): Promise<void> {
  const others = [...entered.keys()].filter((id) => !held.has(id));
  await Promise.all(others.map((sourceId) => leave(entered, sourceId)));
}

async function leave(entered: EnteredSources, sourceId: string): Promise<void> {
  const left = entered.get(sourceId);
  entered.delete(sourceId);
  await left?.source.close();
}

/** A failure of the source is noted with it. One of our own database is nobody else's: it is logged alone. */
async function collectFrom(collector: string, due: DueSource, entered: EnteredSources): Promise<void> {
  try {
    const now = await databaseNow();
    const pools = await poolsOfSource(due.id);
    const sight = await look(due, pools, entered, now);
    if (typeof sight === "string") await noteFailure(collector, due, sight);
    else await noteDelivery(collector, due, await keepSight(due, sight, now));
  } catch (error) {
    log().warn({ source: due.id, error: (error as Error).message }, "what was collected could not be kept");
  }
}

/** What the source shows, or why it shows nothing. */
async function look(
  due: DueSource,
  pools: readonly AskedPool[],
  entered: EnteredSources,
  now: Date,
): Promise<Sight | string> {
  try {
    const source = await enter(due, entered);
    return await source.look(pools, now);
  } catch (error) {
    void leave(entered, due.id);
    const failure = error instanceof CannotCollect ? error.message : sayFailure(error);
    log().warn({ source: due.id, failure }, "a pool source delivered nothing");
    return failure;
  }
}

async function enter(due: DueSource, entered: EnteredSources): Promise<OpenSource> {
  const before = entered.get(due.id);
  // One that was cut off while nobody asked is entered anew.
  if (before?.version === due.version && !before.source.isLost()) return before.source;
  void leave(entered, due.id);
  const source = await entrances[due.kind](addressOf(due));
  entered.set(due.id, { version: due.version, source });
  return source;
}

/**
 * Stores what was seen, at our database's time, in as many statements for many pools as for one; what the source says of
 * itself comes back.
 */
async function keepSight(due: DueSource, sight: Sight, now: Date): Promise<object> {
  if ("told" in sight) return keepTold(due.id, sight, now);
  if (sight.seen.length === 0) return sight.facts;
  const series = await seriesOfAll(sight.seen, now);
  const seen = sight.seen.flatMap((one, index) => {
    const seriesId = series[index];
    return seriesId === undefined ? [] : [{ ...one, seriesId }];
  });
  // Before the samples: whoever sees them, sees who made them.
  await keepAllHolders(seen, now);
  await writeSamples(
    seen.map(({ seriesId, figures }) => ({ seriesId, at: now, ...figures })),
    now,
  );
  return sight.facts;
}
