import { z } from "zod";
import {
  addHealthCheck,
  archiveHealthCheck,
  editHealthCheck,
  restoreHealthCheck,
} from "../../../alerts/health-checks/commands";
import { worstFirst } from "../../../alerts/health-checks/labels";
import {
  getHealthCheck,
  getStoredHealthCheck,
  type HealthCheck,
  healthCheckBase,
  healthCheckContent,
  listHealthChecks,
  type StoredHealthCheck,
} from "../../../alerts/health-checks/queries";
import type { Context } from "../../../core/context";
import { database, type Reader } from "../../../core/database";
import { list, read, stretchWithin } from "../reading";
import { write } from "../writing";
import { archivedFilter, instant, named } from "./parts";

const place = {
  slug: z.string(),
  name: z.string(),
  service: named,
  environment: named.nullable(),
  url: z.string(),
};

const checkShown = z
  .object({
    ...place,
    intervalSeconds: z.int(),
    timeoutMs: z.int(),
    leastStatus: z.int(),
    mostStatus: z.int(),
    expectedText: z.string().nullable(),
    createdAt: instant,
    archivedAt: instant.nullable(),
  })
  .meta({ id: "HealthCheck" });

const share = z.object({ asked: z.int(), well: z.int() });

const stateListed = z
  .object({
    ...place,
    state: z.enum(worstFirst),
    since: instant.nullable(),
    failure: z.string().nullable(),
    failuresInARow: z.int(),
    askedAt: instant.nullable(),
    day: share,
    month: share,
    archivedAt: instant.nullable(),
  })
  .meta({ id: "HealthCheckStateSummary" });

const checkState = stateListed
  .extend({
    last: z.array(
      z.object({
        at: instant,
        well: z.boolean(),
        status: z.int().nullable(),
        durationMs: z.number(),
        failure: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: "HealthCheckState" });

const asState = (check: HealthCheck) => ({
  ...check,
  failure: check.turn?.failure ?? null,
  failuresInARow: check.turn?.failuresInARow ?? 0,
  askedAt: check.turn?.lastAt ?? null,
});

const showing = (context: Context, { slug }: { slug: string }, reader: Reader = database()) =>
  getStoredHealthCheck(context, slug, reader);

const writes = { scope: "alerts:write", answer: checkShown, shows: showing } as const;

/** Addresses of services that are asked whether they are well. */
export const healthChecks = {
  list: list({
    route: "GET /services/{slug}/health-checks",
    id: "health-check.list",
    scope: "alerts:read",
    summary: "List the health checks of a service with how each stands",
    description:
      "Those in trouble first, in use or archived. `since` is when its state began, null where that is longer ago than answers are kept; `day` and `month` count the answers of 24 hours and of 30 days.",
    filters: archivedFilter,
    item: stateListed,
    run: async (context, { params, filters, ...page }) => {
      const checks = await listHealthChecks(context, params.slug, filters);
      return stretchWithin(checks.map(asState), page, ({ slug }) => slug);
    },
  }),

  create: write(addHealthCheck, {
    ...writes,
    route: "POST /services/{slug}/health-checks",
    renames: { slug: "service" },
    status: 201,
    summary: "Add a health check to a service",
    description:
      "For leads of the team that owns the service. It is asked for the first time within a second or two; an address in a private network is refused unless whoever runs Highwater names its host.",
    location: ({ slug }) => `/health-checks/${slug}`,
  }),

  get: read({
    route: "GET /health-checks/{slug}",
    id: "health-check.get",
    scope: "alerts:read",
    summary: "Read a health check as it is set up",
    description: "How it stands at this moment is below `state`.",
    answer: checkShown,
    run: (context, params) => showing(context, params),
  }),

  edit: write(editHealthCheck, {
    ...writes,
    route: "PATCH /health-checks/{slug}",
    summary: "Change a health check",
    description:
      "Fields that are left out stay as they are, null takes `environment` or `expectedText` away; its service stays in any case. It is asked at once.",
    guard: {
      current: showing,
      answer: checkShown,
      edition: (current: StoredHealthCheck | null) => (current ? { base: healthCheckBase(current) } : {}),
      fills: ["base"],
      keeps: healthCheckContent,
      kept: ["name", "url", "intervalSeconds", "timeoutMs", "leastStatus", "mostStatus"],
    },
  }),

  archive: write(archiveHealthCheck, {
    ...writes,
    route: "PUT /health-checks/{slug}/archival",
    summary: "Archive a health check",
    description: "It is asked no more; its answers stay for as long as they are kept.",
  }),

  restore: write(restoreHealthCheck, {
    ...writes,
    route: "DELETE /health-checks/{slug}/archival",
    summary: "Bring an archived health check back",
  }),

  state: read({
    route: "GET /health-checks/{slug}/state",
    id: "health-check.state",
    scope: "alerts:read",
    summary: "Read how a health check stands",
    description: "As in the list, with its latest answers, the oldest first.",
    answer: checkState,
    run: async (context, { slug }) => asState(await getHealthCheck(context, slug)),
  }),
};
