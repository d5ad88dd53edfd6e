import type { DeliveryState } from "../../../prisma/generated/enums";

/** States as people say them. */
export const deliveryStateLabels: Readonly<Record<DeliveryState, string>> = {
  queued: "Waiting",
  sent: "Sent",
  failed: "Failed",
  skipped: "Not sent",
};
