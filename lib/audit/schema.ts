import { z } from "zod";

/** The doors a change can come through, as people read them. */
export const viaLabels: Readonly<Record<string, string>> = {
  web: "pages",
  api: "API",
  worker: "worker",
  cli: "command line",
  import: "import",
  system: "Highwater itself",
};

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
