import { z } from "zod";
import { line, optional } from "../core/text";
import { whole } from "../core/whole";
import type { Figure } from "./labels";

/**
 * A pool's instance at an instant. Connections and callers are counts; `oldestHoldSeconds` is the age of the longest
 * hold; `acquireWaitP95Ms` how long 95 of 100 callers waited at most; `timeouts` counts callers that waited in vain since
 * the instance began; `transactions` what it has got done since then, an application's acquisitions included, and
 * `heldSeconds` for how long the connections that were given back since then had been held, added up. Null is what the
 * source did not tell.
 */
export type PoolSample = { at: Date } & Record<Figure, number | null>;

/** What a session of a database does while somebody holds it. */
export type HolderState =
  | "active"
  | "idle"
  | "idle in transaction"
  | "idle in transaction (aborted)"
  | "other";

/** Connections that are held alike: by one application and user, in one state, for one kind of statement. */
export type Holder = {
  application: string;
  user: string;
  state: HolderState;
  /** The statement last sent, its literals removed; empty where none is known. */
  fingerprint: string;
  count: number;
  /** Age of the oldest of them in that state, in seconds. */
  ageSeconds: number;
  /** The line of code that took them, where the holder is this product itself. */
  line?: string;
};

const filter = (what: string) =>
  optional(z.string().trim().max(200, `The name of ${what} has at most 200 characters.`));

/** A pool of a source: which of its connections, how many there may be, and whose it is. */
export const addPoolInput = z.object({
  name: line(200, "Give the pool a name."),
  sourceSlug: z.string({ error: "Choose a source." }).trim().min(1, "Choose a source."),
  service: optional(z.string().trim()),
  environment: optional(z.string().trim()),
  declaredMax: optional(whole(1, 1_000_000, "A limit is a number from 1 to 1,000,000.")),
  database: filter("a database"),
  userName: filter("a user"),
  application: filter("an application"),
  holdLimitSeconds: whole(1, 86_400, "A hold limit is a number of seconds, at most a day.").default(60),
  idleInTransactionLimitSeconds: whole(
    1,
    86_400,
    "A limit of being idle in a transaction is a number of seconds, at most a day.",
  ).default(60),
});

/** A pool as edited. `base` is the fingerprint of what the form was shown; address and source stay. */
export const editPoolInput = addPoolInput
  .omit({ sourceSlug: true })
  .extend({ slug: z.string().trim().min(1), base: optional(z.string()) });

/** One pool. */
export const onPoolInput = z.object({ slug: z.string().trim().min(1) });
