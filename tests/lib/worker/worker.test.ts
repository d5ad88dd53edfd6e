import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, describe, expect, it } from "vitest";
import { database, sql } from "../../../lib/core/database";
import { pool } from "../../../lib/core/pool";
import {
  claim,
  finish,
  giveUpSpent,
  PermanentFailure,
  putBack,
  renew,
  retryDelaySeconds,
} from "../../../lib/worker/lease";
import { runWorker, tick } from "../../../lib/worker/main";
import { takeTurn } from "../../../lib/worker/schedule";

const order = (kind: string, changes: object = {}) =>
  database().work.create({
    data: { kind, createdAt: new Date(), dueAt: new Date(Date.now() - 1_000), ...changes },
  });

const state = async (id: string) => database().work.findUniqueOrThrow({ where: { id } });

beforeEach(() => database().work.deleteMany());

describe("leased work", () => {
  it("goes to one worker only, however many ask at once", async () => {
    for (let n = 0; n < 40; n += 1) await order("a");
    const taken = await Promise.all(Array.from({ length: 10 }, (_, n) => claim(`worker ${n}`, 5)));
    const ids = taken.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(40);
  });

  it("is not taken before it is due", async () => {
    await order("a", { dueAt: new Date(Date.now() + 60_000) });
    expect(await claim("w", 5)).toEqual([]);
  });

  it("is taken over when the lease of a killed worker has run out, and not before", async () => {
    const { id } = await order("a");
    await claim("killed", 1);
    expect(await claim("other", 1)).toEqual([]);
    await sql("update work set lease_until = clock_timestamp() - interval '1 second'");
    expect(await claim("other", 1)).toMatchObject([{ id, attempt: 2 }]);
    expect(await renew("killed", id)).toBe(false);
    await finish("killed", id);
    expect((await state(id)).finishedAt).toBeNull();
    await finish("other", id);
    expect((await state(id)).finishedAt).not.toBeNull();
  });

  it("comes back later after a failure, and is given up after the last try", async () => {
    const { id } = await order("a", { maxAttempts: 2 });
    const [first] = await claim("w", 1);
    if (!first) return expect.unreachable();
    await putBack("w", first, new Error("the other side is away"));
    expect(await state(id)).toMatchObject({
      failedAt: null,
      lastError: "Error: the other side is away",
      leasedBy: null,
    });
    expect((await state(id)).dueAt.getTime()).toBeGreaterThan(Date.now());
    await sql("update work set due_at = clock_timestamp() - interval '1 second'");
    const [second] = await claim("w", 1);
    if (!second) return expect.unreachable();
    await putBack("w", second, new Error("still away"));
    expect((await state(id)).failedAt).not.toBeNull();
  });

  it("is given up when every try took its process down, and is not claimed once more", async () => {
    const { id } = await order("a", { maxAttempts: 2 });
    for (const worker of ["first", "second"]) {
      expect(await claim(worker, 1)).toHaveLength(1);
      expect(await giveUpSpent()).toEqual([]);
      await sql("update work set lease_until = clock_timestamp() - interval '1 second'");
    }
    expect(await claim("third", 1)).toEqual([]);
    await tick("third");
    expect(await state(id)).toMatchObject({ attempt: 2, leasedBy: null, leaseUntil: null });
    expect((await state(id)).failedAt).not.toBeNull();
    expect((await state(id)).lastError).toContain("its process was gone");
  });

  it("is given up at once when no retry can mend it", async () => {
    const { id } = await order("a");
    const [piece] = await claim("w", 1);
    if (!piece) return expect.unreachable();
    await putBack("w", piece, new PermanentFailure("gone"));
    expect((await state(id)).failedAt).not.toBeNull();
  });

  it("has at most one open row a key", async () => {
    await order("a", { key: "k" });
    await expect(order("a", { key: "k" })).rejects.toThrow();
    await sql("update work set finished_at = now()");
    await order("a", { key: "k" });
  });

  it("waits longer from try to try, up to ten minutes", () => {
    expect([1, 2, 3, 9, 10, 20].map(retryDelaySeconds)).toEqual([2, 4, 8, 512, 600, 600]);
  });
});

describe("the worker", () => {
  it("gives up work that nothing knows how to do", async () => {
    const { id } = await order("no-such-reaction");
    await tick("w");
    expect(await state(id)).toMatchObject({
      lastError: "PermanentFailure: nothing knows how to do 'no-such-reaction'",
    });
    expect((await state(id)).failedAt).not.toBeNull();
  });

  it("says that it is alive also while a tick takes long", async () => {
    const worker = await runWorker(50);
    const blocker = await pool().connect();
    try {
      await blocker.query("begin");
      await blocker.query("lock table work in access exclusive mode");
      await sleep(1_200);
      const [{ at } = { at: new Date(0) }] = await sql<{ at: Date }>("select clock_timestamp() as at");
      const seenAt = async () => (await database().workerProcess.findFirstOrThrow()).seenAt.getTime();
      await expect.poll(seenAt, { timeout: 4_000 }).toBeGreaterThan(at.getTime());
    } finally {
      await blocker.query("rollback");
      blocker.release();
      await worker.stop(5_000);
    }
    await sleep(150);
    expect(await database().workerProcess.count()).toBe(0);
  });

  it("says that it is alive, does what is due, and is gone after a clean stop", async () => {
    await order("no-such-reaction");
    const worker = await runWorker();
    expect(await database().workerProcess.count()).toBeGreaterThan(0);
    for (let n = 0; n < 100 && (await database().work.count({ where: { failedAt: null } })) > 0; n += 1)
      await sleep(50);
    expect(await database().work.count({ where: { failedAt: null } })).toBe(0);
    await worker.stop(5_000);
    expect(await database().workerProcess.count()).toBe(0);
  });
});

describe("the schedule", () => {
  it("gives a turn to one of many workers, and the next only after its time", async () => {
    const turns = await Promise.all(Array.from({ length: 8 }, () => takeTurn("a line", 60)));
    expect(turns.filter(Boolean)).toHaveLength(1);
    expect(await takeTurn("a line", 60)).toBeNull();
    await sql("update schedule_turn set last_at = last_at - interval '61 seconds'");
    expect(await takeTurn("a line", 60)).not.toBeNull();
  });
});
