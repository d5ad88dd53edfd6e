import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { type PoolSettings, settings } from "./env";
import { log } from "./log";
import { metrics } from "./metrics";
import { forgetSingleton, singleton } from "./singleton";
import { readableStack } from "./stack";
import { activeTraceparent, beginSpan, type Span } from "./trace";

/** One connection that somebody holds: for how long, and from where (a code line, or the command's name). */
export type Holder = { heldMs: number; line: string };

type Hold = { since: number; trace: Error | null; label: string; warned: boolean; span: Span | null };
type PoolOptions = pg.PoolConfig & { onConnect?: (client: pg.ClientBase) => void };

const SECONDS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30];
const TRACE_AFTER_WARNING_MS = 10 * 60_000;
const MOST_WAITS = 10_000;

const labels = () => singleton("pool-labels", () => new AsyncLocalStorage<string>());

/** Names what is done inside `work`, so that a connection which it leaks can be traced even without a stack. */
export function labelled<T>(label: string, work: () => T): T {
  return labels().run(label, work);
}

/**
 * The one pool of this process: `pg.Pool` with every time-out set, watching itself. It knows who holds a connection
 * and for how long, counts waits and time-outs, and names the code line of a hold over the warning limit.
 */
export class GuardedPool extends pg.Pool {
  private readonly figures: ReturnType<typeof poolFigures>;
  private readonly holds = new Map<pg.PoolClient, Hold>();
  private readonly watchdog: NodeJS.Timeout;
  /** How many callers got a connection since the process began, and how many waited in vain. */
  readonly counts = { acquired: 0, timeouts: 0 };
  private waits: number[] = [];
  // A stack a check-out costs 41 % of throughput, so stacks are taken only for a while after a first long hold.
  private traceUntil = process.env.HIGHWATER_POOL_TRACE === "always" ? Number.POSITIVE_INFINITY : 0;

  constructor(
    readonly limits: PoolSettings,
    registry = new Registry(),
  ) {
    super({
      connectionString: limits.databaseUrl,
      max: limits.max,
      connectionTimeoutMillis: limits.acquireTimeoutMs,
      idleTimeoutMillis: limits.idleTimeoutMs,
      maxLifetimeSeconds: limits.maxLifetimeSeconds,
      statement_timeout: limits.statementTimeoutMs,
      idle_in_transaction_session_timeout: limits.idleInTransactionTimeoutMs,
      lock_timeout: limits.statementTimeoutMs,
      keepAlive: true,
      application_name: "highwater",
      // Statements are short and cores are shared: helpers and compilation take longer to begin than what they save.
      options: "-c timezone=UTC -c max_parallel_workers_per_gather=0 -c jit=off",
    } satisfies PoolOptions);
    this.figures = poolFigures(this, registry);
    this.on("error", (error) => this.countError(error));
    // A client that is checked out has no listener of the pool's: without one a killed session ends the process.
    this.on("connect", (client) => client.on("error", (error: Error) => this.countError(error)));
    this.on("release", (_error, client) => this.endHold(client));
    this.on("remove", (client) => this.endHold(client as pg.PoolClient));
    this.watchdog = setInterval(() => this.warnOfLongHolds(), Math.min(1_000, limits.holdWarningMs));
    this.watchdog.unref();
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(
    callback: (
      error: Error | undefined,
      client: pg.PoolClient | undefined,
      done: (release?: unknown) => void,
    ) => void,
  ): void;
  override connect(
    callback?: (
      error: Error | undefined,
      client: pg.PoolClient | undefined,
      done: (release?: unknown) => void,
    ) => void,
  ): Promise<pg.PoolClient> | undefined {
    const asked = performance.now();
    const trace = Date.now() < this.traceUntil ? new Error("connection taken") : null;
    const label = labels().getStore() ?? "";
    const span = activeTraceparent() ? beginSpan("database connection", { kind: "client" }) : null;
    const observe = (error: Error | undefined, client: pg.PoolClient | undefined) => {
      const waitedMs = performance.now() - asked;
      this.figures.wait.observe(waitedMs / 1000);
      if (this.waits.length < MOST_WAITS) this.waits.push(waitedMs);
      if (client) {
        this.counts.acquired += 1;
        this.holds.set(client, { since: performance.now(), trace, label, warned: false, span });
      } else span?.end({}, error);
      if (error?.message.startsWith("timeout exceeded")) {
        this.counts.timeouts += 1;
        this.figures.timeouts.inc();
      }
    };
    if (callback) {
      super.connect((error, client, done) => {
        observe(error, client);
        callback(error, client, done);
      });
      return undefined;
    }
    return super.connect().then(
      (client) => {
        observe(undefined, client);
        return client;
      },
      (error: Error) => {
        observe(error, undefined);
        throw error;
      },
    );
  }

  /** Who holds connections now, the longest first. */
  holders(): Holder[] {
    const now = performance.now();
    return [...this.holds.values()]
      .map((hold) => ({
        heldMs: Math.round(now - hold.since),
        line: codeLine(hold.trace) ?? (hold.label || "unknown"),
      }))
      .sort((a, b) => b.heldMs - a.heldMs);
  }

  /**
   * How long callers waited for a connection, in vain or not, that got to know it since this was last asked; in
   * milliseconds, the first 10,000.
   */
  takeWaits(): number[] {
    const taken = this.waits;
    this.waits = [];
    return taken;
  }

  /** From now on keeps the stack of every check-out. For tests and for the hunt after a leak. */
  traceAlways(): void {
    this.traceUntil = Number.POSITIVE_INFINITY;
  }

  override async end(): Promise<void> {
    clearInterval(this.watchdog);
    await super.end();
  }

  private endHold(client: pg.PoolClient): void {
    const hold = this.holds.get(client);
    if (!hold) return;
    this.holds.delete(client);
    const heldMs = performance.now() - hold.since;
    this.figures.hold.observe(heldMs / 1000);
    hold.span?.end({ "highwater.held_ms": Math.round(heldMs) });
  }

  private countError(error: Error): void {
    this.figures.errors.inc();
    log().warn({ error: error.message }, "a database connection failed");
  }

  private warnOfLongHolds(): void {
    const now = performance.now();
    for (const hold of this.holds.values()) {
      if (hold.warned || now - hold.since < this.limits.holdWarningMs) continue;
      hold.warned = true;
      this.figures.longHolds.inc();
      this.traceUntil = Math.max(this.traceUntil, Date.now() + TRACE_AFTER_WARNING_MS);
      const line = codeLine(hold.trace) ?? (hold.label || "unknown");
      log().warn({ line, heldMs: Math.round(now - hold.since) }, "a database connection is held for long");
    }
  }
}

/** What `/metrics` tells of the pool; seconds, and counts of connections. */
function poolFigures(pool: GuardedPool, registry: Registry) {
  const gauge = (name: string, help: string, read: (pool: GuardedPool) => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read(pool));
      },
    });
  const counter = (name: string, help: string) => new Counter({ name, help, registers: [registry] });
  const seconds = (name: string, help: string) =>
    new Histogram({ name, help, buckets: SECONDS, registers: [registry] });
  gauge("highwater_pool_max", "Connections that the pool may open", (pool) => pool.limits.max);
  gauge("highwater_pool_used", "Connections checked out", (pool) => pool.totalCount - pool.idleCount);
  gauge("highwater_pool_idle", "Connections open and free", (pool) => pool.idleCount);
  gauge("highwater_pool_waiting", "Callers waiting for a connection", (pool) => pool.waitingCount);
  gauge(
    "highwater_pool_oldest_hold_seconds",
    "Age of the longest hold",
    (pool) => (pool.holders()[0]?.heldMs ?? 0) / 1000,
  );
  return {
    wait: seconds(
      "highwater_pool_wait_seconds",
      "Time from asking for a connection to getting or not getting one",
    ),
    hold: seconds("highwater_pool_hold_seconds", "Time that a connection was held"),
    timeouts: counter("highwater_pool_timeouts_total", "Callers that waited in vain"),
    errors: counter("highwater_pool_errors_total", "Connections that broke"),
    longHolds: counter("highwater_pool_long_holds_total", "Holds over the warning limit"),
  };
}

/** The first line of a stack that is ours: not a package's, not Node's, not the door every write passes. */
function codeLine(trace: Error | null): string | null {
  const ours = readableStack(trace?.stack ?? "")
    .split("\n")
    .slice(1)
    .filter((line) => !/node_modules|node:|(?<!tests\/)lib\/core\/(pool|database|command)\./.test(line));
  const place = ours[0]?.match(/\(?((?:\/|file:|webpack|turbopack)[^()]*:\d+:\d+)\)?$/)?.[1];
  return place?.replace(`${process.cwd()}/`, "").replace(/^file:\/\//, "") ?? null;
}

/** This process's pool, made on first use. Throws `BadEnvironment` when the settings cannot be used. */
export const pool = (): GuardedPool => singleton("pool", () => new GuardedPool(settings(), metrics()));

/** Who holds a connection of this process's pool, the longest first. */
export const poolHolders = (): Holder[] => pool().holders();

/** Closes the pool; a later use makes a new one. */
export async function closePool(): Promise<void> {
  const closing = pool();
  forgetSingleton("pool");
  forgetSingleton("database");
  metrics().clear();
  forgetSingleton("metrics");
  await closing.end();
}
