import { z } from "zod";
import { IncidentStatus } from "../../../../prisma/generated/enums";
import type { Context } from "../../../core/context";
import { database, type Reader } from "../../../core/database";
import {
  correctUpdate,
  restoreUpdate,
  withdrawUpdate,
  writeUpdate,
} from "../../../incidents/updates/commands";
import { getUpdate, listUpdates } from "../../../incidents/updates/queries";
import { promiseWritten } from "../../../incidents/updates/rules";
import { list, read } from "../reading";
import { write } from "../writing";
import { instant, personShown } from "./parts";

const said = {
  version: z.int(),
  whatHappened: z.string(),
  impact: z.string(),
  whatWeDo: z.string(),
  nextUpdateAt: instant.nullable(),
};

/** An update for those outside, with what it said before. */
const updateShown = z
  .object({
    id: z.uuid(),
    ...said,
    at: instant,
    status: z.enum(IncidentStatus),
    author: personShown.nullable(),
    entryId: z.uuid(),
    withdrawnAt: instant.nullable(),
    withdrawnBy: personShown.nullable(),
    withdrawnReason: z.string().nullable(),
    revisions: z.array(
      z.object({
        ...said,
        supersededAt: instant,
        supersededBy: personShown.nullable(),
        reason: z.string(),
      }),
    ),
  })
  .meta({ id: "StatusUpdate" });

const showing = (
  context: Context,
  { ref, updateId }: { ref: string; updateId: string },
  reader: Reader = database(),
) => getUpdate(context, ref, updateId, reader);

const writes = {
  scope: "incidents:write",
  answer: updateShown,
  shows: (context: Context, { ref, id }: { ref: string; id: string }, reader: Reader) =>
    showing(context, { ref, updateId: id }, reader),
} as const;

const times =
  "`nextUpdate` is by when there is news: an ISO instant, or as people type it on the page: `30` (minutes), `2h`, `14:40`, `tomorrow 09:00`; without an offset it is in the incident's zone. At most a week ahead; left out, nothing is promised.";

/** What those outside are told of an incident. */
export const statusUpdates = {
  list: list({
    route: "GET /incidents/{ref}/status-updates",
    id: "status-update.list",
    scope: "incidents:read",
    summary: "List the updates for those outside",
    description: "The latest first, withdrawn ones included.",
    filters: z.object({}),
    item: updateShown,
    run: async (context, { params: { ref }, limit, place }) => {
      const page = await listUpdates(context, ref, { before: place ?? undefined, limit });
      return { items: page.updates, next: page.older };
    },
  }),

  write: write(writeUpdate, {
    ...writes,
    route: "POST /incidents/{ref}/status-updates",
    status: 201,
    summary: "Write an update for those outside",
    description: `It carries the incident's status of this moment, and whoever has a link to the incident reads it. ${times}`,
    location: ({ ref, id }) => `/incidents/${ref}/status-updates/${id}`,
  }),

  get: read({
    route: "GET /incidents/{ref}/status-updates/{updateId}",
    id: "status-update.get",
    scope: "incidents:read",
    summary: "Read an update",
    answer: updateShown,
    run: (context, params) => showing(context, params),
  }),

  correct: write(correctUpdate, {
    ...writes,
    route: "PATCH /incidents/{ref}/status-updates/{updateId}",
    summary: "Correct an update",
    description: `What it said before stays readable inside, with the reason. Fields that are left out stay as they are; an empty \`nextUpdate\` promises nothing any more. ${times}`,
    guard: {
      current: showing,
      answer: updateShown,
      edition: (current) => ({ version: current?.version ?? 0 }),
      fills: ["version"],
      keeps: ({ whatHappened, impact, whatWeDo, nextUpdateAt, zone }) => ({
        ...{ whatHappened, impact, whatWeDo },
        nextUpdate: nextUpdateAt ? promiseWritten(nextUpdateAt, zone) : "",
      }),
      kept: ["whatHappened", "impact", "whatWeDo", "nextUpdate"],
    },
  }),

  withdraw: write(withdrawUpdate, {
    ...writes,
    route: "PUT /incidents/{ref}/status-updates/{updateId}/withdrawal",
    summary: "Withdraw an update",
    description:
      "Inside it stays readable with the reason; outside it says only that it was withdrawn. Quiet when it is so already.",
  }),

  restore: write(restoreUpdate, {
    ...writes,
    route: "DELETE /incidents/{ref}/status-updates/{updateId}/withdrawal",
    summary: "Bring a withdrawn update back",
  }),
};
