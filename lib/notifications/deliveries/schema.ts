import { z } from "zod";

/** A delivery to try again. */
export const retryInput = z.object({ deliveryId: z.uuid("Say which delivery.") });
