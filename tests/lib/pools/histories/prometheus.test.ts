import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { sql } from "@/lib/core/database";
import { stopHistory } from "@/lib/pools/histories/commands";
import type { History } from "@/lib/pools/histories/queries";
import { runHistories } from "@/lib/pools/histories/reader";
import { mostPointsOfSeries, stateOfHistory } from "@/lib/pools/histories/rules";
import { listPools } from "@/lib/pools/queries";
import { addressOf } from "@/lib/pools/sources/password";
import { readPast } from "@/lib/pools/sources/prometheus-history";
import { days, hours, later, minutes } from "../../../support/clock";
import { runProgram } from "../../../support/program";
import { lackOfPrometheus, type RememberingPrometheus, startPrometheusOn } from "../../../support/prometheus";
import { makeWorld, type World } from "../../../support/world";
import { asOfNow, until } from "../collection/watching";
import { usual } from "./engine";
import { begin, historyOf, keptOf, patienceMs, readUntil, sourceOf } from "./reading";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const lack = lackOfPrometheus();
const SPAN = 30;

let world: World;
let engine: RememberingPrometheus;
/** A reading that nothing disturbed, and what it left. */
let undisturbed: History;
let slug: string;

/** A HikariCP pool scraped once a minute, a day in a text: what a service told until this minute, and another for a while. */
function pastOf(dayCount: number): string[] {
  const today = Math.floor(Date.now() / days(1)) * days(1);
  return Array.from({ length: dayCount + 1 }, (_, index) => dayOf(today - index * days(1)));
}

function dayOf(from: number): string {
  const instants = Array.from(
    { length: days(1) / minutes(1) },
    (_, index) => from + index * minutes(1),
  ).filter((ms) => ms < Date.now());
  const family = (name: string, figure: "used" | "max" | "waiting") => {
    const lines = instants.flatMap((ms) => {
      const told = usual(ms);
      return told ? [`${name}{job="shop",instance="pod-1",pool="main"} ${told[figure]} ${ms / 1_000}`] : [];
    });
    return `# TYPE ${name} gauge\n${lines.join("\n")}\n`;
  };
  return [
    family("hikaricp_connections_active", "used"),
    family("hikaricp_connections_max", "max"),
    family("hikaricp_connections_pending", "waiting"),
    "# EOF\n",
  ].join("");
}

describe.skipIf(lack !== null)(
  `the past that a real Prometheus knows${lack ? ` (not read: ${lack})` : ""}`,
  () => {
    beforeAll(async () => {
      world = await makeWorld();
      engine = await startPrometheusOn(pastOf(SPAN + 1));
      slug = await sourceOf(world.omar, engine.url);
      await begin(world.omar, slug, SPAN);
      undisturbed = await readUntil(world.omar, slug, "finished");
    });
    afterAll(() => engine?.stop());

    /** Another source with the same past, of which the same span is read. */
    async function sameAgain(): Promise<string> {
      const other = await sourceOf(world.omar, engine.url);
      await begin(world.omar, other, SPAN);
      await sql(
        `update pool_history h set since = $2, until = $3, read_to = $3 from pool_source s where s.id = h.source_id and s.slug = $1`,
        [other, undisturbed.since, undisturbed.until],
      );
      return other;
    }

    it("is answered with 11,000 points of a series at once, which are the most that it answers", async () => {
      const to = undisturbed.until;
      const address = addressOf({
        ...{ id: "", name: "Engine", url: engine.url, password: null, tls: "verified", intervalSeconds: 60 },
        ...{ host: null, port: null, database: null, userName: null, questions: null },
      });
      const window = (steps: number) => {
        return { from: later(to, -minutes(steps)), to, level: "minute", stepSeconds: 60 } as const;
      };
      const { told } = await readPast(address, window(mostPointsOfSeries - 1));
      expect(told).toHaveLength(mostPointsOfSeries - 1);
      await expect(readPast(address, window(mostPointsOfSeries + 1))).rejects.toThrow(
        "exceeded maximum resolution of 11,000 points per timeseries",
      );
    });

    it("is read minute by minute, without a failure", async () => {
      const { readings, since, until: end, failures, leftOut, poolIds, workedMs } = undisturbed;
      expect([failures, leftOut, poolIds.length]).toEqual([0, null, 1]);
      expect(readings).toBe((end.getTime() - since.getTime()) / minutes(1));
      expect(workedMs).toBeGreaterThan(0);
      const pools = await listPools(await asOfNow(world.omar));
      const pool = pools.find(({ source }) => source.slug === slug);
      expect(pool?.name).toBe("shop · main");
      const rolled = await sql<{
        at: Date;
        min: number;
        max: number;
        sum: number;
        count: number;
        waiting: number;
      }>(
        `select at, used_min as min, used_max as max, used_sum as sum, used_count as count, waiting_max as waiting
       from pool_hour where series_id = $1 order by at`,
        [pool?.instances[0]?.seriesId],
      );
      expect(rolled).toHaveLength(Math.ceil((end.getTime() - since.getTime()) / hours(1)));
      for (const { at, ...bucket } of rolled) {
        const told = Array.from({ length: 60 }, (_, minute) => at.getTime() + minute * minutes(1))
          .filter((ms) => ms < end.getTime())
          .flatMap((ms) => usual(ms) ?? []);
        const used = told.map((one) => one.used);
        expect(bucket).toEqual({
          ...{ min: Math.min(...used), max: Math.max(...used), count: used.length },
          ...{
            sum: used.reduce((sum, one) => sum + one),
            waiting: Math.max(...told.map((one) => one.waiting)),
          },
        });
      }
    });

    it("is the same when it is read twice", async () => {
      const before = await keptOf(slug);
      await begin(world.omar, slug, SPAN);
      await sql("update pool_history set since = $1, until = $2, read_to = $2 where finished_at is null", [
        undisturbed.since,
        undisturbed.until,
      ]);
      await readUntil(world.omar, slug, "finished");
      expect(await keptOf(slug)).toEqual(before);
    });

    it("is the same when the process that reads is killed half way, and another goes on", async () => {
      const other = await sameAgain();
      const program = runProgram("tests/lib/pools/histories/killed.ts", []);
      await until(
        () => historyOf(world.omar, other),
        ({ readTo, until: end }) => readTo < end,
      );
      await program.kill("SIGKILL");
      const half = await historyOf(world.omar, other);
      expect(stateOfHistory(half)).toBe("reading");
      // Its lease runs out half a minute later.
      await sql("update pool_history set lease_until = clock_timestamp() where leased_by is not null");
      const { readings } = await readUntil(world.omar, other, "finished");
      expect(readings).toBe(undisturbed.readings);
      expect(await keptOf(other)).toEqual(await keptOf(slug));
    });

    it("is the same when somebody stops it, and has it go on", async () => {
      const other = await sameAgain();
      const reader = runHistories("the suite");
      await until(
        () => historyOf(world.omar, other),
        ({ readTo, until: end }) => readTo < end,
      );
      await stopHistory(await asOfNow(world.omar), { slug: other });
      await reader.stop();
      expect(stateOfHistory(await historyOf(world.omar, other))).toBe("stopped");
      await begin(world.omar, other, SPAN, "yes");
      await readUntil(world.omar, other, "finished");
      expect(await keptOf(other)).toEqual(await keptOf(slug));
    });

    it("is read to its end though the engine goes away meanwhile", async () => {
      const other = await sameAgain();
      const reader = runHistories("the suite");
      try {
        await until(
          () => historyOf(world.omar, other),
          ({ readTo, until: end }) => readTo < end,
        );
        await engine.kill();
        const { failure } = await until(
          () => historyOf(world.omar, other),
          (history) => stateOfHistory(history) !== "reading",
        );
        expect(["Nothing listens at this address.", "The connection was lost."]).toContain(failure);
        await engine.start();
        await begin(world.omar, other, SPAN);
        await until(
          () => historyOf(world.omar, other),
          (history) => stateOfHistory(history) === "finished",
          patienceMs,
        );
      } finally {
        await reader.stop();
      }
      expect(await keptOf(other)).toEqual(await keptOf(slug));
    });

    it("is read to its end though the engine computes no more than a little at once", async () => {
      const strict = await startPrometheusOn(pastOf(8), ["--query.max-samples=2000"]);
      try {
        const other = await sourceOf(world.omar, strict.url);
        await begin(world.omar, other, 7);
        const reader = runHistories("the suite");
        const refusals = new Set<string | null>();
        try {
          const {
            failures,
            readings,
            since,
            until: end,
          } = await until(
            async () => {
              const history = await historyOf(world.omar, other);
              refusals.add(history.failure);
              // What waits a few seconds is due at once: the suite has no patience.
              await sql(
                "update pool_history set due_at = clock_timestamp() where due_at > clock_timestamp()",
              );
              return history;
            },
            (history) => stateOfHistory(history) === "finished",
            patienceMs,
          );
          expect(failures).toBeGreaterThan(0);
          expect([...refusals].join()).toContain(
            "It does not answer: query processing would load too many samples",
          );
          expect(readings).toBe((end.getTime() - since.getTime()) / minutes(1));
        } finally {
          await reader.stop();
        }
      } finally {
        await strict.stop();
      }
    });
  },
);
