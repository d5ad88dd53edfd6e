import { z } from "zod";
import { tidyText } from "../core/text";

const day = z.iso
  .date({ error: "Write the day as YYYY-MM-DD.", abort: true })
  .refine((given) => given >= "1970-01-01" && given <= "9998-12-31", "Give a day from 1970 to 9998.");

/** Filters of the trail, as the API takes them. */
export const trailQuery = z.object({
  /** The id of a person, or `system` for Highwater itself, and for what operators did on its machine. */
  actor: z.union([z.literal("system"), z.uuid()], "Give the id of a person, or system.").optional(),
  /** An action, or the noun before its dot for all of them. */
  action: z
    .string()
    .max(60)
    .regex(/^[a-z]+(?:-[a-z]+)*(?:\.[a-z]+(?:-[a-z]+)*)?$/, "Write it as incident.declare, or as incident.")
    .optional(),
  /** The ref of an incident, or the id of anything; an incident takes along all that happened inside it. */
  object: z.string().max(100).transform(tidyText).pipe(z.string().min(1, "Give a ref or an id.")).optional(),
  /** The first day and the last. */
  from: day.optional(),
  to: day.optional(),
});

const asked = trailQuery.shape;

/** The same as an address of the page carries them; what is not understood is ignored. */
export const trailFilters = z.object({
  actor: asked.actor.catch(undefined),
  action: asked.action.catch(undefined),
  object: asked.object.catch(undefined),
  from: asked.from.catch(undefined),
  to: asked.to.catch(undefined),
});

/** Filters of the trail. */
export type TrailFilters = z.infer<typeof trailQuery>;

/** One line of the trail as pages show it. `id` is the keyset cursor. */
export type TrailLine = {
  id: string;
  at: Date;
  actorName: string;
  actorRole: string;
  via: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  incidentId: string | null;
  requestId: string;
  /** Its place in the chain and its hash in hexadecimal; null until the sealer has passed, some seconds. */
  seal: { sequence: string; hash: string } | null;
  changes: { kind: string; id: string; fields: Record<string, [before: unknown, after: unknown]> }[];
};

/** Where the chain ends: the number and hash (hexadecimal) of its last link, and when that was said. */
export const trailHead = z.object({
  sequence: z.string().regex(/^\d{1,18}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime(),
});

/** The same, signed by the instance (base64), with the public half of its key (PEM). */
export const signedHead = trailHead.extend({
  signature: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
  publicKey: z.string().max(1_000),
});

/** A head that is not signed yet. */
export type TrailHead = z.infer<typeof trailHead>;

/** A head as it is kept elsewhere. */
export type SignedHead = z.infer<typeof signedHead>;
