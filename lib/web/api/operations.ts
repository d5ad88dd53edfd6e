import type { Operation } from "./operation";
import { actionItems } from "./resources/action-items";
import { alertRules } from "./resources/alert-rules";
import { alerts } from "./resources/alerts";
import { attachments } from "./resources/attachments";
import { auditEvents } from "./resources/audit-events";
import { deploys } from "./resources/deploys";
import { documents } from "./resources/documents";
import { environments } from "./resources/environments";
import { healthChecks } from "./resources/health-checks";
import { imports } from "./resources/imports";
import { incidentRoles } from "./resources/incident-roles";
import { incidents } from "./resources/incidents";
import { milestones } from "./resources/milestones";
import { people } from "./resources/people";
import { poolSources } from "./resources/pool-sources";
import { pools } from "./resources/pools";
import { sections } from "./resources/sections";
import { services } from "./resources/services";
import { signOffs } from "./resources/sign-offs";
import { statusLinks } from "./resources/status-links";
import { statusUpdates } from "./resources/status-updates";
import { teams } from "./resources/teams";
import { timelineEntries } from "./resources/timeline-entries";

/** Everything that the API does, in the order of its reference. */
export const operations: readonly Operation[] = [
  incidents,
  incidentRoles,
  timelineEntries,
  attachments,
  statusUpdates,
  statusLinks,
  milestones,
  documents,
  sections,
  imports,
  actionItems,
  signOffs,
  services,
  deploys,
  environments,
  pools,
  poolSources,
  alerts,
  alertRules,
  healthChecks,
  people,
  teams,
  auditEvents,
].flatMap((resource) => Object.values<Operation>(resource));
