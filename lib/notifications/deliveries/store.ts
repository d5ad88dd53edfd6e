import { database } from "../../core/database";
import { log } from "../../core/log";
import { DeliveryFailure } from "../channels/channel";

/** Bookkeeping of deliveries: what became of a message is a fact and nobody's act. */

/** Says that deliveries are done: taken over by the other side, with its receipt. */
export async function markSent(
  ids: readonly string[],
  now: Date,
  receipt: string,
  messageId: string,
): Promise<void> {
  await database().delivery.updateMany({
    where: { id: { in: [...ids] }, state: "queued" },
    data: {
      state: "sent",
      settledAt: now,
      attempts: { increment: 1 },
      receipt: receipt.slice(0, 1_000),
      messageId,
      reason: null,
    },
  });
}

/** Says that deliveries will not be made, and why. */
export async function markSkipped(ids: readonly string[], now: Date, reason: string): Promise<void> {
  await database().delivery.updateMany({
    where: { id: { in: [...ids] }, state: "queued" },
    data: { state: "skipped", settledAt: now, reason },
  });
}

/**
 * Makes an attempt: `send` returns the receipt. A failure is written down, and thrown on so that the work is tried
 * again; when it is permanent, or this was the last try, the deliveries have failed for good.
 */
export async function attempt(
  ids: readonly string[],
  messageId: string,
  now: Date,
  lastTry: boolean,
  send: () => Promise<string>,
): Promise<void> {
  let receipt: string;
  try {
    receipt = await send();
  } catch (error) {
    const failure = error instanceof DeliveryFailure ? error : null;
    const over = lastTry || failure?.permanent === true;
    const reason = failure?.message ?? "A fault of Highwater's own; the log has it.";
    await database().delivery.updateMany({
      where: { id: { in: [...ids] }, state: "queued" },
      data: {
        attempts: { increment: 1 },
        reason,
        messageId,
        ...(over ? { state: "failed", settledAt: now } : {}),
      },
    });
    // What the other side will never take is no fault of the work: it is done, and the delivery says how.
    if (failure?.permanent) {
      log().warn({ deliveries: ids, reason }, "a message was refused for good");
      return;
    }
    throw error;
  }
  await markSent(ids, now, receipt, messageId);
}
