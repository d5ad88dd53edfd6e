import { z } from "zod";

/** The alert that is answered. */
export const onAlertInput = z.object({ alertId: z.uuid("Name the alert.") });
