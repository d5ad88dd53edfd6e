import { expect, test } from "vitest";
import { questionIn } from "@/app/(workspace)/pools/[slug]/sizing-question";
import type { Pool } from "@/lib/pools/queries";
import { sizing, warningSentence } from "@/lib/pools/sizing/rules";

const instance = { latest: { at: new Date(0), used: 12, max: 50, waiting: 0 } };
const pool = { fullest: instance, instances: Array(9).fill(instance), silent: 1 } as unknown as Pool;
const server = { maxConnections: 300, reserved: 3 };

test("beforehand it is the work as measured, of as many instances as deliver", () => {
  const { typed, question } = questionIn({}, pool, server, {
    arrivalsPerSecond: 41.237,
    holdSeconds: 0.2911,
  });
  expect(typed).toEqual({
    ...{ arrivalsPerSecond: "41.2", holdSeconds: "0.291", size: "50", leaked: "0" },
    ...{ instances: "8", maxConnections: "300" },
  });
  expect(question).toMatchObject({ instances: 8, size: 50, maxConnections: 300, reservedConnections: 3 });
});

test("eight instances that may open more than the database allows are warned of", () => {
  const answer = sizing(questionIn({}, pool, server, null).question);
  expect(answer.validity === "ok" ? answer.warnings.map(warningSentence) : []).toEqual([
    "8 pools of 50 can open 400 connections; the database has 297 for them.",
  ]);
});

test("where nothing was measured each hold is an assumed half second, and what is typed goes before all of it", () => {
  expect(questionIn({}, pool, null, null).question).toMatchObject({
    ...{ arrivalsPerSecond: 24, holdSeconds: 0.5, maxConnections: null, reservedConnections: 0 },
  });
  const { typed, question } = questionIn(
    { holdSeconds: "1,5", maxConnections: "", instances: "x" },
    pool,
    server,
    null,
  );
  expect(question).toMatchObject({ holdSeconds: 1.5, maxConnections: null, instances: Number.NaN });
  expect(typed.instances).toBe("x");
  expect(sizing(question)).toMatchObject({
    validity: "invalid",
    problems: { instances: expect.any(String) },
  });
});

test("more leaked than the pool has connections is refused at its field", () => {
  expect(sizing(questionIn({ leaked: "51" }, pool, server, null).question)).toEqual({
    validity: "invalid",
    problems: { leaked: "Give a whole number from 0 to 50: no more can leak than there are connections." },
  });
  expect(sizing(questionIn({ leaked: "50" }, pool, server, null).question).validity).toBe("ok");
});
