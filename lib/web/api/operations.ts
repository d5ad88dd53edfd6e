import type { Operation } from "./operation";
import { actionItems } from "./resources/action-items";
import { auditEvents } from "./resources/audit-events";
import { documents } from "./resources/documents";
import { imports } from "./resources/imports";
import { incidents } from "./resources/incidents";
import { people } from "./resources/people";
import { sections } from "./resources/sections";
import { signOffs } from "./resources/sign-offs";

/** Everything that the API does, in the order of its reference. */
export const operations: readonly Operation[] = [
  incidents,
  documents,
  sections,
  imports,
  actionItems,
  signOffs,
  people,
  auditEvents,
].flatMap((resource) => Object.values<Operation>(resource));
