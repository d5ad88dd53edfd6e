import { acknowledgeIncident, declareIncident, editIncident } from "../../../incidents/commands";
import { mergeIncident, unmergeIncident } from "../../../incidents/merging/commands";
import { addParticipant, removeParticipant } from "../../../incidents/participants/commands";
import { restrictIncident, unrestrictIncident } from "../../../incidents/restriction/commands";
import { headerOf } from "../../../incidents/rules";
import { splitIncident } from "../../../incidents/splitting/commands";
import { changeStatus } from "../../../incidents/status/commands";
import { read } from "../reading";
import { write } from "../writing";
import { incidentList } from "./incident-list";
import { incidentShown } from "./incident-schema";
import { showIncident } from "./incident-shown";

const writes = { scope: "incidents:write", answer: incidentShown, shows: showIncident } as const;

/** Reading and writing incidents themselves. */
export const incidents = {
  get: read({
    route: "GET /incidents/{ref}",
    id: "incident.get",
    scope: "incidents:read",
    summary: "Read an incident",
    description: "By its own reference, or by the one that its imported document carries.",
    answer: incidentShown,
    run: (context, params) => showIncident(context, params),
  }),

  list: incidentList,

  declare: write(declareIncident, {
    ...writes,
    route: "POST /incidents",
    status: 201,
    summary: "Declare an incident",
    description:
      "With `restricted` only its participants and admins see it, from the first moment; whoever declares it takes part.",
    location: ({ ref }) => `/incidents/${ref}`,
  }),

  edit: write(editIncident, {
    ...writes,
    route: "PATCH /incidents/{ref}",
    summary: "Edit the header of an incident",
    description: "Fields that are left out stay as they are; null takes service or environment away.",
    guard: {
      current: showIncident,
      answer: incidentShown,
      edition: (current) => ({ version: current?.version ?? 0 }),
      fills: ["version"],
      keeps: headerOf,
      kept: ["title", "severity", "service", "environment", "timeZone"],
    },
  }),

  acknowledge: write(acknowledgeIncident, {
    ...writes,
    route: "POST /incidents/{ref}/acknowledgement",
    summary: "Acknowledge an incident",
    description: "Quiet when somebody has done so already.",
  }),

  changeStatus: write(changeStatus, {
    ...writes,
    route: "PUT /incidents/{ref}/status",
    summary: "Move an incident to another status",
    description:
      "Give `from` to move it only when it still has the status that you know of. Staying where it is is quiet.",
  }),

  merge: write(mergeIncident, {
    ...writes,
    route: "PUT /incidents/{ref}/merge",
    summary: "Let an incident go on in another one",
    description:
      "Its timeline stands in the other one as well, each entry with its `origin`; its alerts and people go along. It takes nothing more until it is separated again. Refused with 409 into itself, into one that was merged, cancelled or closed, and where more people would read what is restricted.",
  }),

  unmerge: write(unmergeIncident, {
    ...writes,
    route: "DELETE /incidents/{ref}/merge",
    summary: "Separate a merged incident again",
    description:
      "It has the status and the alerts that it had; entries that came with it are withdrawn where it went. Refused with 409 once the other one is closed, merged itself, or signed with them.",
  }),

  split: write(splitIncident, {
    ...writes,
    route: "POST /incidents/{ref}/splits",
    status: 201,
    summary: "Declare an incident from entries of this one",
    description:
      "Entries are moved, which withdraws them here with a reason, or only copied. Action items and alerts go along where their `id` is named.",
    location: ({ ref }) => `/incidents/${ref}`,
  }),

  restrict: write(restrictIncident, {
    ...writes,
    route: "PUT /incidents/{ref}/restriction",
    summary: "Hide an incident from all but its participants and admins",
  }),

  unrestrict: write(unrestrictIncident, {
    ...writes,
    route: "DELETE /incidents/{ref}/restriction",
    summary: "Show a restricted incident to everybody again",
  }),

  addParticipant: write(addParticipant, {
    ...writes,
    route: "PUT /incidents/{ref}/participants/{role}/{personId}",
    summary: "Give a person a role in an incident",
    description: "Every role but participant is held by one person: whoever had it hands it over.",
  }),

  removeParticipant: write(removeParticipant, {
    scope: "incidents:write",
    route: "DELETE /incidents/{ref}/participants/{role}/{personId}",
    status: 204,
    summary: "Take a role in an incident from a person",
  }),
};
