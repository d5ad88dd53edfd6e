import { actionItemKindLabels, actionItemPriorityLabels } from "@/lib/reviews/action-items/labels";
import type { ActionItem, ContributingFactor, RootCause } from "@/lib/reviews/schema";

/** One line of a select. */
export type Choice = { value: string; label: string };

const named = (labels: Readonly<Record<string, string>>, none: string): Choice[] => [
  { value: "", label: none },
  ...Object.entries(labels).map(([value, label]) => ({ value, label })),
];

export const kindChoices = named(actionItemKindLabels, "No kind");
export const priorityChoices = named(actionItemPriorityLabels, "No priority");

/** The owner of an item as its form sends it: `person:…`, `team:…`, `name:…`, or empty. */
export function ownerValue(owner: ActionItem["owner"]): string {
  if (!owner) return "";
  return owner.kind === "name" ? `name:${owner.name}` : `${owner.kind}:${owner.id}`;
}

/** Whom an item can belong to: everybody active, every team, and whoever has it now. */
export function ownerChoices(
  people: readonly { id: string; name: string }[],
  teams: readonly { id: string; name: string }[],
  present: ActionItem["owner"],
): Choice[] {
  const choices = [
    { value: "", label: "Nobody yet" },
    ...people.map(({ id, name }) => ({ value: `person:${id}`, label: name })),
    ...teams.map(({ id, name }) => ({ value: `team:${id}`, label: `${name} (team)` })),
  ];
  const value = ownerValue(present);
  if (!present || choices.some((choice) => choice.value === value)) return choices;
  return [
    ...choices,
    { value, label: present.kind === "name" ? `${present.name} (not linked)` : present.name },
  ];
}

/** What an item addresses as its form sends it: `cause:…`, `factor:…`, or empty. */
export function addressedValue({ rootCause, factor }: Pick<ActionItem, "rootCause" | "factor">): string {
  if (rootCause) return `cause:${rootCause.id}`;
  return factor ? `factor:${factor.id}` : "";
}

/** The causes and factors of a document that an item can address. */
export function addressedChoices(
  causes: readonly RootCause[],
  factors: readonly ContributingFactor[],
): Choice[] {
  const short = (text: string) => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
  return [
    { value: "", label: "Nothing in particular" },
    ...causes.map(({ id, title, text }) => ({
      value: `cause:${id}`,
      label: `Cause: ${short(title || text)}`,
    })),
    ...factors.map(({ id, text }) => ({ value: `factor:${id}`, label: `Factor: ${short(text)}` })),
  ];
}
