import type { Context } from "../../../core/context";
import { database, type Reader } from "../../../core/database";
import {
  addActionItem,
  changeActionItemStatus,
  editActionItem,
  removeActionItem,
} from "../../../reviews/action-items/commands";
import { type ActionItemLine, listActionItems, loadActionItem } from "../../../reviews/action-items/queries";
import { calendarDate } from "../../../reviews/action-items/rules";
import { actionItemQuery } from "../../../reviews/action-items/schema";
import { list, read } from "../reading";
import { write } from "../writing";
import { actionItemShown, wordingOf } from "./action-item-schema";

const showing = (context: Context, { ref }: { ref: string }, reader: Reader = database()) =>
  loadActionItem(reader, context, ref);

const writes = { scope: "action-items:write", answer: actionItemShown, shows: showing } as const;

const guard = {
  current: showing,
  answer: actionItemShown,
  edition: (current: ActionItemLine | null) => ({ version: current?.version ?? 0 }),
  fills: ["version"],
};

/** What was promised in post-mortems. */
export const actionItems = {
  list: list({
    route: "GET /action-items",
    id: "action-item.list",
    scope: "action-items:read",
    summary: "List action items",
    description:
      "Those due first at the top. `mine` and `team` are those of the key's person; an item is overdue when its date has passed in UTC.",
    filters: actionItemQuery,
    item: actionItemShown,
    run: (context, { filters, limit, place }) =>
      listActionItems(context, filters, calendarDate(context.now, "UTC"), place ?? undefined, limit),
  }),

  get: read({
    route: "GET /action-items/{ref}",
    id: "action-item.get",
    scope: "action-items:read",
    summary: "Read an action item",
    answer: actionItemShown,
    run: showing,
  }),

  add: write(addActionItem, {
    ...writes,
    route: "POST /incidents/{ref}/action-items",
    status: 201,
    summary: "Add an action item to an incident",
    description:
      "`owner` is `person:<id>`, `team:<id>`, or `name:<text>` for somebody without an account; `addresses` is `cause:<id>` or `factor:<id>` of the document. A new promise voids the sign-offs that stand.",
    location: ({ ref }) => `/action-items/${ref}`,
    shows: (context, { ref }, reader) => showing(context, { ref }, reader),
  }),

  edit: write(editActionItem, {
    ...writes,
    route: "PATCH /action-items/{ref}",
    summary: "Edit an action item",
    description:
      "Fields that are left out stay as they are; an empty owner or `addresses`, and null elsewhere, takes away. Another title, owner or date voids the sign-offs that stand.",
    guard: {
      ...guard,
      keeps: wordingOf,
      kept: ["title", "owner", "dueOn", "kind", "priority", "addresses"],
    },
  }),

  changeStatus: write(changeActionItemStatus, {
    ...writes,
    route: "PUT /action-items/{ref}/status",
    summary: "Say how far an action item is",
    description: "`evidence` shows that it was done; null leaves what is there. Voids no sign-off.",
    guard,
  }),

  remove: write(removeActionItem, {
    scope: "action-items:write",
    route: "DELETE /action-items/{ref}",
    status: 204,
    summary: "Take an action item out of its document",
    description: "Refused while a sign-off that stands counts on it: close it as `wont_do` instead.",
    guard,
  }),
};
