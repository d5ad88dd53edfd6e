import { z } from "zod";
import {
  ActionItemKind,
  ActionItemPriority,
  ActionItemStatus,
  Severity,
} from "../../../../prisma/generated/enums";
import type { ActionItem } from "../../../reviews/schema";
import { instant, personShown } from "./parts";

const owner = z
  .object({
    kind: z.enum(["person", "team", "name"]),
    id: z.uuid().nullable(),
    name: z.string(),
    accountable: personShown.nullish(),
  })
  .meta({ id: "ActionItemOwner" });

/** An action item, without the incident that it follows from. */
export const actionItemOfDocument = z
  .object({
    id: z.uuid(),
    ref: z.string(),
    title: z.string(),
    owner: owner.nullable(),
    dueOn: z.iso.date().nullable(),
    status: z.enum(ActionItemStatus),
    kind: z.enum(ActionItemKind).nullable(),
    priority: z.enum(ActionItemPriority).nullable(),
    rootCause: z.object({ id: z.uuid(), title: z.string() }).nullable(),
    factor: z.object({ id: z.uuid(), text: z.string() }).nullable(),
    evidence: z.string().nullable(),
    closedAt: instant.nullable(),
    closedBy: z.string().nullable(),
  })
  .meta({ id: "DocumentActionItem" });

/** An action item with its incident. */
export const actionItemShown = actionItemOfDocument
  .extend({ incident: z.object({ ref: z.string(), title: z.string(), severity: z.enum(Severity) }) })
  .meta({ id: "ActionItem" });

/** The wording of an item as a body that changes nothing would say it. */
export function wordingOf({ title, owner, dueOn, kind, priority, rootCause, factor }: ActionItem) {
  return {
    title,
    owner: owner ? `${owner.kind}:${owner.kind === "name" ? owner.name : owner.id}` : "",
    dueOn,
    kind,
    priority,
    addresses: rootCause ? `cause:${rootCause.id}` : factor ? `factor:${factor.id}` : "",
  };
}
