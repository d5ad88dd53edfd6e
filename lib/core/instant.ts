import { z } from "zod";

const unreadable = "Write the time as ISO 8601 with its offset, such as 2026-03-02T09:00:00Z.";

/** An instant as a program gives it: ISO 8601 with its offset, with or without the colon in it. */
export const instantGiven = z
  .preprocess(
    (given) => (typeof given === "string" ? given.trim().replace(/([+-]\d{2})(\d{2})$/, "$1:$2") : given),
    z.iso.datetime({ offset: true, error: unreadable }),
  )
  .transform((text) => new Date(text));
