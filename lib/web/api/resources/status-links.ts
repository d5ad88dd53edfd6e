import { z } from "zod";
import { revokeStatusLink } from "../../../incidents/updates/links/commands";
import { getStatusLink, listStatusLinks } from "../../../incidents/updates/links/queries";
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

/** The links by which people without a session read an incident's updates. They are made on the page, which alone shows them. */
export const statusLinks = {
  list: list({
    route: "GET /incidents/{ref}/status-links",
    id: "status-link.list",
    scope: "incidents:write",
    summary: "List the links for those outside",
    description:
      "Those that were revoked come last, and of each the latest first; at most a hundred, those that ended included. Links are made on the incident's page: one is shown only there, and only once.",
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
    shows: getStatusLink,
  }),
};
