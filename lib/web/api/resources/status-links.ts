import { z } from "zod";
import type { Context } from "../../../core/context";
import { database, type Reader } from "../../../core/database";
import { Refusal } from "../../../core/refusal";
import { revokeStatusLink } from "../../../incidents/updates/links/commands";
import { listStatusLinks } from "../../../incidents/updates/links/queries";
import { list, stretchWithin } from "../reading";
import { write } from "../writing";
import { instant, personShown } from "./parts";

/** A link for somebody outside; never its token. */
const linkShown = z
  .object({
    id: z.uuid(),
    name: z.string(),
    showsRestricted: z.boolean(),
    createdAt: instant,
    madeBy: personShown.nullable(),
    expiresAt: instant.nullable(),
    revokedAt: instant.nullable(),
    revokedBy: personShown.nullable(),
    opened: z.int(),
    lastOpenedAt: instant.nullable(),
  })
  .meta({ id: "StatusLink" });

async function get(context: Context, { ref, id }: { ref: string; id: string }, reader: Reader = database()) {
  const link = (await listStatusLinks(context, ref, reader)).find((one) => one.id === id);
  if (!link) throw new Refusal("not_found", `${ref} has no such link.`);
  return link;
}

/** The links by which people without a session read an incident's updates. They are made on the page, which alone shows them. */
export const statusLinks = {
  list: list({
    route: "GET /incidents/{ref}/status-links",
    id: "status-link.list",
    scope: "incidents:write",
    summary: "List the links for those outside",
    description:
      "The latest first, at most a hundred, those that ended included. Links are made on the incident's page: one is shown only there, and only once.",
    filters: z.object({}),
    item: linkShown,
    run: async (context, { params: { ref }, limit, place }) =>
      stretchWithin(await listStatusLinks(context, ref), { limit, place }, ({ id }) => id),
  }),

  revoke: write(revokeStatusLink, {
    route: "DELETE /incidents/{ref}/status-links/{linkId}",
    scope: "incidents:write",
    summary: "Revoke a link for those outside",
    description: "It opens nothing from then on. Quiet when it was revoked already.",
    answer: linkShown,
    shows: (context, { ref, id }, reader) => get(context, { ref, id }, reader),
  }),
};
