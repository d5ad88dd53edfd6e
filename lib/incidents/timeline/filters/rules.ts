import type { Prisma } from "../../../../prisma/generated/client";
import { type EntryKind, EntrySource } from "../../../../prisma/generated/enums";
import { entryKindLabels, entrySourceLabels } from "../labels";
import { byPeople } from "../rules";
import { namedPrefix, type TimelineFilters, timelineFilters, timelineQuery } from "./schema";

/**
 * What a timeline is narrowed to. `kinds` is empty for all; `by` is 'people', a source, the id of a person, or 'name:' and
 * a name that an imported document gives, and null for whoever it was.
 */
export type EntryFilter = { kinds: readonly EntryKind[]; by: string | null };

/** What of an entry a filter asks about. */
export type Filtered = {
  kind: EntryKind;
  source: EntrySource;
  authorId: string | null;
  authorName: string | null;
};

/** How many entries are alike in what filters ask about; `author` is the name of the person, where it is one. */
export type EntryCount = Filtered & { author: string | null; count: number };

/** One thing to narrow by, with how many entries it leaves beside the rest of the filter. */
export type FilterChoice<Value extends string = string> = { value: Value; label: string; count: number };

const isSource = (text: string): text is EntrySource => Object.hasOwn(EntrySource, text);
const isName = (text: string) => timelineQuery.shape.by.safeParse(namedPrefix + text).success;

/** The filter that is asked for; a kind that stands there twice counts once. */
export const filterOf = ({ kind = [], by }: TimelineFilters): EntryFilter => ({
  kinds: [...new Set(kind)],
  by: by ?? null,
});

type Asked = { kind?: string | string[] | undefined; by?: string | string[] | undefined };

/** Reads the filter from an address. What means nothing narrows nothing. */
export const readEntryFilter = ({ kind, by }: Asked): EntryFilter =>
  filterOf(timelineFilters.parse({ kind, by }));

/** Whether a filter narrows anything. */
export function isNarrowed({ kinds, by }: EntryFilter): boolean {
  return kinds.length > 0 || by !== null;
}

/** Whether a filter leaves an entry. */
export function keeps({ kinds, by }: EntryFilter, entry: Filtered): boolean {
  return (kinds.length === 0 || kinds.includes(entry.kind)) && isBy(by, entry);
}

function isBy(by: string | null, { source, authorId, authorName }: Filtered): boolean {
  if (by === null) return true;
  if (by === "people") return byPeople.includes(source);
  if (isSource(by)) return source === by;
  return by.startsWith(namedPrefix)
    ? authorId === null && authorName === by.slice(namedPrefix.length)
    : authorId === by;
}

/** The same for the database. */
export function keptBy({ kinds, by }: EntryFilter): Prisma.TimelineEntryWhereInput {
  return { ...(kinds.length > 0 ? { kind: { in: [...kinds] } } : {}), ...whoseIs(by) };
}

function whoseIs(by: string | null): Prisma.TimelineEntryWhereInput {
  if (by === null) return {};
  if (by === "people") return { source: { in: [...byPeople] } };
  if (isSource(by)) return { source: by };
  return by.startsWith(namedPrefix)
    ? { authorId: null, authorName: by.slice(namedPrefix.length) }
    : { authorId: by };
}

/** What a timeline can be narrowed to beside what it is, how many entries there are, and how many are left. */
export function choicesOf(counts: readonly EntryCount[], filter: EntryFilter) {
  const sum = (kept: (entry: EntryCount) => boolean) =>
    counts.reduce((total, entry) => total + (kept(entry) ? entry.count : 0), 0);
  const { kinds, by } = filter;
  const choice = <Value extends string>(value: Value, label: string, narrowed: EntryFilter) => ({
    ...{ value, label },
    count: sum((entry) => keeps(narrowed, entry)),
  });
  const has = (narrowed: Partial<EntryFilter>) =>
    counts.some((entry) => keeps({ kinds: [], by: null, ...narrowed }, entry));
  const sources = Object.values(EntrySource).filter((source) => source === by || has({ by: source }));
  return {
    total: sum(() => true),
    left: sum((entry) => keeps(filter, entry)),
    kinds: (Object.keys(entryKindLabels) as EntryKind[])
      .filter((kind) => kinds.includes(kind) || has({ kinds: [kind] }))
      .map((kind) => choice(kind, entryKindLabels[kind], { kinds: [kind], by })),
    by: [
      choice("people", "Written by people", { kinds, by: "people" }),
      ...sources.map((source) => choice(source, capital(entrySourceLabels[source]), { kinds, by: source })),
    ],
    persons: personsIn(counts).map(({ value, label }) => choice(value, label, { kinds, by: value })),
  };
}

/** Those who wrote, did or are named as the author of something, by name. */
function personsIn(counts: readonly EntryCount[]): { value: string; label: string }[] {
  const persons = new Map<string, string>();
  for (const { authorId, author, authorName } of counts)
    if (authorId !== null) persons.set(authorId, author ?? authorName ?? "");
    else if (authorName && isName(authorName)) persons.set(namedPrefix + authorName, authorName);
  return [...persons]
    .map(([value, label]) => ({ value, label }))
    .sort((one, other) => one.label.localeCompare(other.label, "en"));
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
