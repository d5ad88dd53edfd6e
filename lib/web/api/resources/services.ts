import { z } from "zod";
import { EnvironmentKind } from "../../../../prisma/generated/enums";
import {
  archiveService,
  createService,
  editService,
  restoreService,
} from "../../../catalog/services/commands";
import {
  getService,
  listServices,
  type Service,
  serviceBase,
  serviceContent,
} from "../../../catalog/services/queries";
import type { Context } from "../../../core/context";
import { database, type Reader } from "../../../core/database";
import { list, read, stretchOf } from "../reading";
import { write } from "../writing";
import { archivedFilter, instant, named } from "./parts";

const serviceShown = z
  .object({
    slug: z.string(),
    name: z.string(),
    description: z.string(),
    ownerTeam: named.nullable(),
    environments: z.array(named.extend({ kind: z.enum(EnvironmentKind), primary: z.boolean() })),
    createdAt: instant,
    archivedAt: instant.nullable(),
  })
  .meta({ id: "Service" });

const asService = (service: Service) => ({
  ...service,
  environments: service.deployments.map(({ environment, primary }) => ({ ...environment, primary })),
});

const showing = async (context: Context, { slug }: { slug: string }, reader: Reader = database()) =>
  asService(await getService(context, slug, reader));

const writes = { scope: "services:write", answer: serviceShown, shows: showing } as const;

/** What can break, and who owns it. */
export const services = {
  list: list({
    route: "GET /services",
    id: "service.list",
    scope: "services:read",
    summary: "List services",
    description: "By name; archived ones only on request.",
    filters: archivedFilter,
    item: serviceShown,
    run: async (context, { filters, limit, place }) => {
      const rows = await listServices(context, { ...filters, after: place, limit: limit + 1 });
      return stretchOf(rows.map(asService), limit, ({ name }) => name);
    },
  }),

  create: write(createService, {
    ...writes,
    route: "POST /services",
    status: 201,
    summary: "Add a service",
    description: "A lead gives it to a team of theirs, or to nobody yet.",
    location: ({ slug }) => `/services/${slug}`,
  }),

  get: read({
    route: "GET /services/{slug}",
    id: "service.get",
    scope: "services:read",
    summary: "Read a service",
    answer: serviceShown,
    run: (context, params) => showing(context, params),
  }),

  edit: write(editService, {
    ...writes,
    route: "PATCH /services/{slug}",
    summary: "Edit a service",
    description: "Fields that are left out stay as they are; its address stays in any case.",
    guard: {
      current: showing,
      answer: serviceShown,
      edition: (current) => (current ? { base: serviceBase(current) } : {}),
      fills: ["base"],
      keeps: serviceContent,
      kept: ["name", "description", "ownerTeam", "environments", "primary"],
    },
  }),

  archive: write(archiveService, {
    ...writes,
    route: "PUT /services/{slug}/archival",
    summary: "Archive a service",
    description: "Its incidents stay; it can no longer be chosen.",
  }),

  restore: write(restoreService, {
    ...writes,
    route: "DELETE /services/{slug}/archival",
    summary: "Bring an archived service back",
  }),
};
