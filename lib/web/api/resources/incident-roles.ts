import { z } from "zod";
import { getRole, listRoles } from "../../../incidents/roles/queries";
import { list, read, stretchWithin } from "../reading";
import { archivedFilter, instant } from "./parts";

const roleShown = z
  .object({
    slug: z.string(),
    name: z.string(),
    description: z.string(),
    archivedAt: instant.nullable(),
  })
  .meta({ id: "IncidentRole" });

/** The roles in incidents that a team has beside the built-in ones. */
export const incidentRoles = {
  list: list({
    route: "GET /incident-roles",
    id: "incident-role.list",
    scope: "incidents:read",
    summary: "List the team's own roles in incidents",
    description:
      "By name; archived ones only on request. Beside them every incident has commander, scribe, communications, operations and participant.",
    filters: archivedFilter,
    item: roleShown,
    run: async (context, { filters, ...page }) =>
      stretchWithin(await listRoles(context, filters), page, ({ slug }) => slug),
  }),

  get: read({
    route: "GET /incident-roles/{slug}",
    id: "incident-role.get",
    scope: "incidents:read",
    summary: "Read one of the team's own roles",
    answer: roleShown,
    run: (context, { slug }) => getRole(context, slug),
  }),
};
