import { z } from "zod";
import { EnvironmentKind } from "../../../../prisma/generated/enums";
import { getEnvironment, listEnvironments } from "../../../catalog/environments/queries";
import { list, read, stretchWithin } from "../reading";
import { archivedFilter, instant } from "./parts";

const environmentShown = z
  .object({
    slug: z.string(),
    name: z.string(),
    kind: z.enum(EnvironmentKind),
    archivedAt: instant.nullable(),
  })
  .meta({ id: "Environment" });

/** Where services run. */
export const environments = {
  list: list({
    route: "GET /environments",
    id: "environment.list",
    scope: "services:read",
    summary: "List environments",
    description: "In their order; archived ones only on request.",
    filters: archivedFilter,
    item: environmentShown,
    run: async (context, { filters, ...page }) =>
      stretchWithin(await listEnvironments(context, filters), page, ({ slug }) => slug),
  }),

  get: read({
    route: "GET /environments/{slug}",
    id: "environment.get",
    scope: "services:read",
    summary: "Read an environment",
    answer: environmentShown,
    run: (context, { slug }) => getEnvironment(context, slug),
  }),
};
