import { EventEmitter } from "node:events";
import type { Prisma } from "../../prisma/generated/client";
import type { Transaction } from "./database";
import { singleton } from "./singleton";
import { activeTraceparent } from "./trace";

const USUAL_TRIES = 8;

/** How often a kind of work is tried where it is not the usual: mail for about a day, at most ten minutes apart. */
const tries: Readonly<Record<string, number>> = {
  "link.mail": 150,
  "notification.deliver": 150,
  "digest.deliver": 150,
};

/** How many seconds ago a worker may have reported last to count as alive. */
export const workerSeenSeconds = 20;

/** A piece of leased work to be done after the transaction commits. `key` keeps one open row at a time. */
export type WorkOrder = { kind: string; payload?: Prisma.InputJsonValue; dueAt?: Date; key?: string };

const bell = () => singleton("work-bell", () => new EventEmitter());

/** Inserts work rows in the caller's transaction; they are lost with it and run after it. */
export async function enqueue(tx: Transaction, now: Date, orders: readonly WorkOrder[]): Promise<void> {
  if (orders.length === 0) return;
  const traceparent = activeTraceparent();
  // Whoever does the work continues the trace of who ordered it.
  const continued = (payload: Prisma.InputJsonValue = {}) =>
    traceparent && typeof payload === "object" ? { ...payload, traceparent } : payload;
  await tx.work.createMany({
    data: orders.map((order) => ({
      kind: order.kind,
      payload: continued(order.payload),
      key: order.key ?? null,
      createdAt: now,
      dueAt: order.dueAt ?? now,
      maxAttempts: tries[order.kind] ?? USUAL_TRIES,
    })),
    skipDuplicates: true,
  });
}

/** Wakes the worker of this process; those of other processes look every second anyway. */
export function ringWorker(): void {
  bell().emit("ring");
}

/** Calls back whenever work was committed in this process; returns how to stop listening. */
export function onWork(listener: () => void): () => void {
  bell().on("ring", listener);
  return () => bell().off("ring", listener);
}
