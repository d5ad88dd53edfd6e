import type pg from "pg";
import { databaseNow } from "../../core/clock";
import { log } from "../../core/log";
import { unseal } from "../../core/sealed";
import { fingerprint } from "../fingerprint/rules";
import { seriesOf, writeSamples } from "../samples/store";
import { CannotCollect, lookAtServer, openCollector, type ServerSight } from "../sources/postgres";
import { figuresOfSessions, holdersOfSessions, sayFailure, sessionsOf } from "../sources/rules";
import { passwordPurpose } from "../sources/schema";
import {
  claimDue,
  type DueSource,
  giveBackSources,
  keepHolders,
  noteDelivery,
  noteFailure,
  poolsOfSource,
  renewSources,
} from "./store";

const TICK_MS = 1_000;
const AT_ONCE = 20;
const RENEW_TURNS = 10;

type Connection = { version: number; client: pg.Client };

/** A collector that runs until stopped. */
export type RunningCollector = { stop(): Promise<void> };

/**
 * Collects from every source that is due, each second. A source has one connection, which stays open: a server that has
 * none left can still be looked at by whoever was there before. One that hangs keeps nobody else waiting.
 */
export function runCollector(id: string): RunningCollector {
  const connections = new Map<string, Connection>();
  const underWay = new Map<string, Promise<void>>();
  let turn: Promise<void> | null = null;
  let turns = 0;
  const takeTurn = async () => {
    turns += 1;
    if (turns % RENEW_TURNS === 0) await leaveOthers(connections, await renewSources(id));
    for (const source of await claimDue(id, AT_ONCE)) {
      if (underWay.has(source.id)) continue;
      const work = collectFrom(source, connections).finally(() => underWay.delete(source.id));
      underWay.set(source.id, work);
    }
  };
  const timer = setInterval(() => {
    turn ??= takeTurn()
      .catch((error: Error) => log().warn({ error: error.message }, "the collector missed a turn"))
      .finally(() => {
        turn = null;
      });
  }, TICK_MS);
  return {
    async stop() {
      clearInterval(timer);
      await turn;
      await giveBackSources(id).catch(() => undefined);
      await Promise.all(underWay.values());
      await leaveOthers(connections, new Set());
    },
  };
}

/** Ends the connections to sources that are not this collector's any more. */
async function leaveOthers(connections: Map<string, Connection>, held: ReadonlySet<string>): Promise<void> {
  for (const [sourceId, { client }] of [...connections].filter(([id]) => !held.has(id))) {
    connections.delete(sourceId);
    await client.end().catch(() => {});
  }
}

/** A failure of the source is noted with it. One of our own database is nobody else's: it is logged alone. */
async function collectFrom(source: DueSource, connections: Map<string, Connection>): Promise<void> {
  try {
    const sight = await look(source, connections);
    if (typeof sight === "string") await noteFailure(source.id, sight);
    else await keepSight(source, sight);
  } catch (error) {
    log().warn(
      { source: source.id, error: (error as Error).message },
      "what was collected could not be kept",
    );
  }
}

/** What the source shows, or why it shows nothing. */
async function look(source: DueSource, connections: Map<string, Connection>): Promise<ServerSight | string> {
  try {
    return await lookAtServer(await connectionTo(source, connections));
  } catch (error) {
    const failed = connections.get(source.id);
    connections.delete(source.id);
    await failed?.client.end().catch(() => {});
    const failure = error instanceof CannotCollect ? error.message : sayFailure(error);
    log().warn({ source: source.id, failure }, "a pool source delivered nothing");
    return failure;
  }
}

async function connectionTo(source: DueSource, connections: Map<string, Connection>): Promise<pg.Client> {
  const open = connections.get(source.id);
  if (open?.version === source.version) return open.client;
  await open?.client.end().catch(() => {});
  connections.delete(source.id);
  const password = source.password ? unseal(source.password, passwordPurpose(source.id)) : "";
  if (password === null)
    throw new CannotCollect("Its password was sealed with another encryption key: enter it again.");
  const client = await openCollector({ ...source, password });
  connections.set(source.id, { version: source.version, client });
  // One that is cut off while nobody asks is opened anew the next time.
  client.once("end", () => {
    if (connections.get(source.id)?.client === client) connections.delete(source.id);
  });
  return client;
}

/** Stores what was seen, at our database's time. */
async function keepSight(source: DueSource, { sessions, facts }: ServerSight): Promise<void> {
  const now = await databaseNow();
  for (const pool of await poolsOfSource(source.id)) {
    const own = sessionsOf(sessions, pool);
    const max = pool.declaredMax ?? facts.maxConnections - facts.reserved;
    const seriesId = await seriesOf(pool.id, "server", now);
    const figures = figuresOfSessions(own, { max, holdLimitSeconds: pool.holdLimitSeconds });
    await writeSamples([{ seriesId, at: now, ...figures }], now);
    await keepHolders(seriesId, holdersOfSessions(own, pool.holdLimitSeconds, fingerprint), now);
  }
  await noteDelivery(source.id, facts);
}
