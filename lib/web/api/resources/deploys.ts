import { z } from "zod";
import { DeployKind } from "../../../../prisma/generated/enums";
import { getDeploy, listDeploys, placeOf } from "../../../catalog/deploys/queries";
import { deployQuery } from "../../../catalog/deploys/schema";
import { recordDeploy } from "../../../incidents/deploys/commands";
import { list, read, stretchOf } from "../reading";
import { write } from "../writing";
import { instant, named } from "./parts";

const deployShown = z
  .object({
    id: z.uuid(),
    service: named,
    environment: named.nullable(),
    kind: z.enum(DeployKind),
    at: instant,
    summary: z.string(),
    version: z.string(),
    source: z.string(),
    links: z.array(z.object({ href: z.string(), text: z.string() })),
    details: z.record(z.string(), z.string()),
    receivedAt: instant,
  })
  .meta({ id: "Deploy" });

/** What was changed in services. */
export const deploys = {
  list: list({
    route: "GET /deploys",
    id: "deploy.list",
    scope: "deploys:read",
    summary: "List deploys",
    description:
      "The latest first. `service` and `environment` are slugs; `from` is the first instant and `to` the one behind the last, as ISO 8601 with an offset.",
    filters: deployQuery,
    item: deployShown,
    run: async (context, { filters, limit, place }) => {
      const rows = await listDeploys(context, filters, { after: place, limit: limit + 1 });
      return stretchOf(rows, limit, placeOf);
    },
  }),

  record: write(recordDeploy, {
    route: "POST /deploys",
    scope: "deploys:write",
    status: 201,
    summary: "Record a deploy or a change of configuration",
    description:
      "It is marked on the charts of the service's pools, and stands on the timelines of the service's incidents that go on, or begin within six hours. `service` and `environment` go by slug or name; without `at` it is now. Told again with the same `deduplicationKey`, or without one in the same words, it is answered with what was kept.",
    answer: deployShown,
    shows: (context, { id }, reader) => getDeploy(context, id, reader),
    location: ({ id }) => `/deploys/${id}`,
  }),

  get: read({
    route: "GET /deploys/{deployId}",
    id: "deploy.get",
    scope: "deploys:read",
    summary: "Read a deploy",
    answer: deployShown,
    run: (context, { deployId }) => getDeploy(context, deployId),
  }),
};
