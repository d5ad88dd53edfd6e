import type { PortableDocument } from "../../../schema";
import { type Fields, hasColumn, readRows } from "../columns";
import { keepBlock } from "../items";
import type { Section } from "../outline";
import { itemText, type Reading } from "../reading";
import { actionStatusOf } from "../synonyms";
import { readDate } from "../times";
import { actionKinds, actionStatuses, keyOf, priorities } from "../words";
import { table, under } from "../write";

type ActionItem = PortableDocument["actionItems"][number];

/** The table of action items. */
export function writeActionItems({ actionItems }: PortableDocument): string[] {
  const cells = (cell: (item: ActionItem) => string | null) => actionItems.map((item) => cell(item) ?? "");
  return under(
    2,
    "Action items",
    table([
      { title: "Ref", cells: cells(({ ref }) => ref) },
      { title: "Action", cells: cells(({ title }) => title), always: true },
      { title: "Owner", cells: cells(({ owner }) => owner) },
      { title: "Due", cells: cells(({ dueOn }) => dueOn) },
      { title: "Status", cells: cells(({ status }) => actionStatuses[status]), always: true },
      { title: "Kind", cells: cells(({ kind }) => kind && actionKinds[kind]) },
      { title: "Priority", cells: cells(({ priority }) => priority && priorities[priority]) },
      { title: "Evidence", cells: cells(({ evidence }) => evidence) },
    ]),
  );
}

const COLUMNS = {
  ref: /^(ref|id|#|no\.?|ticket|number)$/,
  action: /^(actions?( items?)?|task|title|description|item|what|to ?do|follow ?-?up)$/,
  owner: /^(owners?|assignees?|assigned to|responsible|who|lead|dri)$/,
  due: /^(due( date| on| by)?|deadline|by|(target|expected)( date)?|eta|when)$/,
  status: /^(status|state|progress|done)$/,
  kind: /^(kind|type|category)$/,
  priority: /^(priority|prio|importance)$/,
  evidence: /^(evidence|proof|links?|verified by|pr)$/,
};

/** Reads action items from tables with a column of actions, and from lists, ticked off or not. */
export function readActionItems(reading: Reading, section: Section): void {
  const { actionItems } = reading.document;
  for (const block of section.blocks) {
    if (block.kind === "table" && hasColumn(block, COLUMNS.action))
      readRows(reading, section, block, COLUMNS, (fields) => {
        const item = itemOf(fields);
        if (item.title !== "" || reading.own) actionItems.push(item);
        else fields.failed.push("it does not say what is to be done.");
      });
    else if (block.kind === "list")
      for (const item of block.items) {
        const action = listed(itemText(reading, item.text));
        if (action.title !== "") actionItems.push(action);
      }
    else keepBlock(reading, section, block);
  }
}

const itemOf = ({ text, stated, fact }: Fields<keyof typeof COLUMNS>): ActionItem => ({
  ref: stated("ref"),
  title: text("action"),
  owner: stated("owner"),
  dueOn: fact("due", readDate),
  status: fact("status", actionStatusOf) ?? "open",
  kind: fact("kind", (word) => keyOf(actionKinds, word)),
  priority: fact("priority", (word) => keyOf(priorities, word)),
  evidence: stated("evidence"),
});

function listed(text: string): ActionItem {
  const [, tick, title = text] = /^\[([ xX])\]\s(.*)$/s.exec(text) ?? [];
  const status = tick?.toLowerCase() === "x" ? "done" : "open";
  return {
    ref: null,
    title: title.trim(),
    owner: null,
    dueOn: null,
    status,
    kind: null,
    priority: null,
    evidence: null,
  };
}
