import { z } from "zod";
import { command } from "../../core/command";
import { Refusal } from "../../core/refusal";
import { signedIn } from "../../people/queries";
import { mayRetry } from "./rules";
import { retryInput } from "./schema";

/** Has a failed delivery tried again, under the same Message-ID. */
export const retryDelivery = command(
  "delivery.retry",
  retryInput,
  async ({ tx, context, input: { deliveryId }, changed }) => {
    const row = await tx.delivery.findUnique({
      where: { id: deliveryId },
      include: { notification: { select: { kind: true } } },
    });
    if (!row) throw new Refusal("not_found", "There is no such delivery.");
    if (!mayRetry({ state: row.state, kind: row.notification.kind }))
      throw new Refusal(
        "conflict",
        row.state === "failed"
          ? "Its link is gone: make a new one on the person's page."
          : "It did not fail, or is being tried again already.",
      );
    const { count } = await tx.delivery.updateMany({
      where: { id: deliveryId, state: "failed" },
      data: { state: "queued", settledAt: null, inDigest: false, dueAt: context.now },
    });
    if (count === 0) throw new Refusal("conflict", "It is being tried again already.");
    changed({ kind: "delivery", id: deliveryId }, { state: ["failed", "queued"] });
    return { deliveryId };
  },
);

/** Sends a mail to oneself, to see whether it arrives. */
export const sendTestMail = command("mail.test", z.object({}), async ({ tx, context, changed }) => {
  const { id, email } = await tx.person.findUniqueOrThrow({ where: { id: signedIn(context) } });
  changed({ kind: "person", id }, { testMail: [null, email] });
  return { email };
});
