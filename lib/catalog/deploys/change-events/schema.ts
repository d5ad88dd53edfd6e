import { z } from "zod";

/**
 * A change event of PagerDuty's Events API v2, as far as it is read
 * (https://developer.pagerduty.com/docs/send-change-event). What is told beyond that, images too, is passed over.
 */
export const changeEventInput = z.object(
  {
    payload: z.object(
      {
        summary: z.unknown().optional(),
        timestamp: z.unknown().optional(),
        source: z.string("payload.source is a text.").nullish(),
        custom_details: z
          .record(z.string(), z.unknown(), "payload.custom_details is an object.")
          .nullish()
          .transform((given) => given ?? {}),
      },
      "payload is an object with a summary.",
    ),
    links: z
      .array(
        z.object(
          { href: z.unknown().optional(), text: z.unknown().optional() },
          "A link is an object with href.",
        ),
        {
          error: "links is a list of objects with href and text.",
        },
      )
      .nullish()
      .transform((given) => given ?? []),
  },
  "A change event is an object with routing_key and payload.",
);

/** A change event that has been read. */
export type ChangeEvent = z.output<typeof changeEventInput>;
