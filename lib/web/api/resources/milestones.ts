import type { Context } from "../../../core/context";
import { database, type Reader } from "../../../core/database";
import { Refusal } from "../../../core/refusal";
import { clearMilestone, setMilestone } from "../../../incidents/milestones/commands";
import { getIncident } from "../../../incidents/queries";
import { read } from "../reading";
import { write } from "../writing";
import { incidentShown, milestoneShown } from "./incident-schema";
import { showIncident } from "./incident-shown";

type Which = { ref: string; kind: string };

const find = async (context: Context, { ref, kind }: Which, reader: Reader = database()) =>
  (await getIncident(context, ref, reader)).milestones.find((one) => one.kind === kind) ?? null;

async function get(context: Context, which: Which, reader: Reader = database()) {
  const milestone = await find(context, which, reader);
  if (!milestone) throw new Refusal("not_found", "This milestone is not set.");
  return milestone;
}

const guard = {
  current: find,
  answer: milestoneShown,
  edition: (current: { version: number } | null) => ({ version: current?.version ?? 0 }),
  fills: ["version"],
};

/** The moments that durations are counted between. */
export const milestones = {
  get: read({
    route: "GET /incidents/{ref}/milestones/{kind}",
    id: "milestone.get",
    scope: "incidents:read",
    summary: "Read a milestone",
    answer: milestoneShown,
    run: (context, params) => get(context, params),
  }),

  set: write(setMilestone, {
    route: "PUT /incidents/{ref}/milestones/{kind}",
    scope: "incidents:write",
    summary: "Set a milestone by hand, or move it",
    description:
      "One that is set already wants `If-Match`; one that is not is set without. Times as for timeline entries, but that yesterday's reach twelve hours back whenever the incident began. The timeline says what was changed, and why.",
    answer: milestoneShown,
    shows: (context, output, reader) => get(context, output, reader),
    guard,
  }),

  clear: write(clearMilestone, {
    route: "POST /incidents/{ref}/milestones/{kind}/removal",
    scope: "incidents:write",
    summary: "Take a milestone away",
    description:
      "Answers with the incident. The timeline says what was taken away, and why. Quiet when it is not set.",
    answer: incidentShown,
    shows: showIncident,
    guard,
  }),
};
