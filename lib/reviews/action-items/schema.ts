import { z } from "zod";
import { ActionItemKind, ActionItemPriority, ActionItemStatus } from "../../../prisma/generated/enums";
import { optionalProse, prose } from "../../core/text";
import { incidentRef, shownVersion } from "../../incidents/schema";
import { choiceOrNull, proseOrNull } from "../row-input";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `person:<id>`, `team:<id>`, `name:<text>` for somebody who has no account here, or empty for nobody. */
const owner = optionalProse(210, { examples: ["name:Harbour ferries"] }).transform((given, check) => {
  if (given === "") return null;
  const [, kind, value = ""] = /^(person|team|name):\s*(.*)$/s.exec(given) ?? [];
  if (kind === "name" && value !== "") return { kind, name: value.slice(0, 200) } as const;
  if ((kind === "person" || kind === "team") && UUID.test(value)) return { kind, id: value } as const;
  check.addIssue({ code: "custom", message: "Choose an owner of the list." });
  return z.NEVER;
});

/** `cause:<id>`, `factor:<id>`, or empty for neither. */
const addresses = optionalProse(60).transform((given, check) => {
  if (given === "") return null;
  const [, kind, id = ""] = /^(cause|factor):(.*)$/.exec(given) ?? [];
  if ((kind === "cause" || kind === "factor") && UUID.test(id)) return { kind, id } as const;
  check.addIssue({ code: "custom", message: "Choose a cause or factor of the list." });
  return z.NEVER;
});

const NO_DATE = "Write the due date as year-month-day, for example 2026-03-31.";

/** A calendar date; it has no time and no zone. */
const dueOn = z
  .preprocess((given) => (given === "" ? null : given), z.iso.date(NO_DATE).min(10, NO_DATE).nullish())
  .transform((given) => given ?? null)
  .refine((given) => given === null || (given >= "1970-01-01" && given <= "9999-12-31"), NO_DATE);

const wording = {
  title: prose(500, "Say what is to be done."),
  owner,
  dueOn,
  kind: choiceOrNull(ActionItemKind),
  priority: choiceOrNull(ActionItemPriority),
  addresses,
};

const status = z.enum(ActionItemStatus, "Choose a status.");
const itemRef = z
  .string("Say which action item.")
  .trim()
  .min(1, "Say which action item.")
  .max(20, "There is no such action item.");

/** A new item. An imported one may come closed. */
export const addActionItemInput = z.object({
  ref: incidentRef,
  ...wording,
  status: status.default("open"),
  evidence: proseOrNull(5_000),
});

/** What an item says from now on; `version` is that of the item as it was shown. */
export const editActionItemInput = z.object({ ref: itemRef, version: shownVersion, ...wording });

/** How far an item is from now on. */
export const changeActionItemStatusInput = z.object({
  ref: itemRef,
  version: shownVersion,
  status,
  /** What shows that it was done; null leaves what is there. */
  evidence: proseOrNull(5_000),
});

/** An item to take out of its document. */
export const removeActionItemInput = z.object({ ref: itemRef, version: shownVersion });

/** Filters of the list, as the API takes them. */
export const actionItemQuery = z.object({
  whose: z.enum(["all", "mine", "team", "nobody"]).default("all"),
  status: z.enum(["unfinished", "all", ...Object.values(ActionItemStatus)]).default("all"),
  overdue: z
    .enum(["true", "false"])
    .transform((given) => given === "true")
    .default(false),
  text: z.string().trim().max(200).optional(),
  /** Items that follow from this incident, by its ref. */
  incident: z.string().trim().max(200).optional(),
});

const asked = actionItemQuery.shape;

/** The same as an address of the page carries them; what is not understood is ignored. */
export const actionItemFilters = z.object({
  whose: asked.whose.unwrap().catch("all"),
  status: asked.status.unwrap().catch("unfinished"),
  overdue: z.preprocess((given) => given === "on" || given === "1" || given === true, z.boolean()),
  text: asked.text.catch(undefined),
});

/** Filters of the lists. */
export type ActionItemFilters = Omit<z.output<typeof actionItemQuery>, "text" | "incident"> & {
  text?: string | undefined;
  incident?: string | undefined;
};
