import { z } from "zod";
import { oneLine } from "../../core/text";

const text = z.string().transform(oneLine).pipe(z.string().max(1_000)).optional().catch(undefined);

/** What a provider says of somebody, as far as it is read here. Whatever else it says stays beside, for groups. */
export const claimsSchema = z.looseObject({
  sub: z.string().min(1).max(255),
  email: text,
  // Some providers write the word.
  email_verified: z
    .union([z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")])
    .optional()
    .catch(undefined),
  name: text,
  given_name: text,
  family_name: text,
  zoneinfo: text,
  /** When they last gave a password or the like there, in seconds since 1970. */
  auth_time: z.number().optional().catch(undefined),
});

/** One of them, read. */
export type Claims = z.infer<typeof claimsSchema>;
