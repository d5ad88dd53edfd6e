import { type EntryFilter, isNarrowed, readEntryFilter } from "@/lib/incidents/timeline/filters/rules";

/** What the address of the timeline may ask for, beside the incident itself. */
export type TimelineQuery = {
  /** Entries before this one. */
  before?: string;
  /** Entries from this one on, backwards. */
  entry?: string;
  /** As many entries at once as there can be. */
  all?: string;
  /** The kinds of entries that are shown, and whose. */
  kind?: string | string[];
  by?: string | string[];
  /** Whose clock times are shown on: the incident's where it is left out. */
  zone?: string;
  /** The entry whose correction, or withdrawal, is being written. */
  correct?: string;
  withdraw?: string;
  /** The milestone that is being set. */
  milestone?: string;
  /** Who takes part, and is asked about before being removed. */
  remove?: string;
};

/** What is shown and what is being edited. */
export type TimelineView = {
  /** The address of the incident, and what of the query stays while one walks through its timeline. */
  home: string;
  stays: readonly (readonly [name: string, value: string])[];
  zone: string;
  zoneChoices: { key: string; label: string; href: string; current: boolean }[];
  filter: EntryFilter;
  narrowed: boolean;
  all: boolean;
  /** The entry that the address names. */
  entry: string | null;
  correct: string | null;
  withdraw: string | null;
  milestone: string | null;
  remove: string | null;
};

/** Reads the address. Times can be seen on the incident's clock, the reader's own, or in UTC. */
export function readView(
  query: TimelineQuery,
  incident: { ref: string; timeZone: string },
  ownZone: string,
): TimelineView {
  const zones = [
    { key: "", label: "Incident", zone: incident.timeZone },
    { key: "mine", label: "Mine", zone: ownZone },
    { key: "utc", label: "UTC", zone: "UTC" },
  ];
  const chosen = zones.find(({ key }) => key === query.zone) ?? zones[0];
  const different = zones.filter(({ zone }, index) => zones.findIndex((one) => one.zone === zone) === index);
  const home = `/incidents/${incident.ref}`;
  const [filter, all] = [readEntryFilter(query), query.all === "1"];
  const stays = (key = "") => [
    ...(key === "" ? [] : [["zone", key] as const]),
    ...(all ? [["all", "1"] as const] : []),
    ...asQuery(filter),
  ];
  return {
    ...{ home, filter, all, narrowed: isNarrowed(filter), stays: stays(chosen?.key) },
    zone: chosen?.zone ?? incident.timeZone,
    zoneChoices: different.map(({ key, label, zone }) => ({
      key,
      label: zone === "UTC" ? "UTC" : `${label}: ${zone.replaceAll("_", " ")}`,
      href: addressOf(home, stays(key)),
      current: zone === chosen?.zone,
    })),
    entry: query.entry ?? null,
    correct: query.correct ?? null,
    withdraw: query.withdraw ?? null,
    milestone: query.milestone ?? null,
    remove: query.remove ?? null,
  };
}

const asQuery = ({ kinds, by }: EntryFilter) => [
  ...kinds.map((kind) => ["kind", kind] as const),
  ...(by === null ? [] : [["by", by] as const]),
];

/** Another place of the same view of the timeline. */
export function placeIn({ home, stays }: TimelineView, asked: Readonly<Record<string, string>> = {}): string {
  return addressOf(home, [...stays, ...Object.entries(asked)]);
}

/** The same view at an entry: its page of the timeline, whatever the filter leaves. */
export function entryIn({ home, stays }: TimelineView, id: string): string {
  return addressOf(home, [...stays, ["entry", id]], `entry-${id}`);
}

/** The view narrowed to something else. */
export function narrowedTo({ home, stays }: TimelineView, filter: EntryFilter): string {
  const others = stays.filter(([name]) => name !== "kind" && name !== "by");
  return addressOf(home, [...others, ...asQuery(filter)]);
}

function addressOf(home: string, query: readonly (readonly [string, string])[], place = "timeline"): string {
  const text = new URLSearchParams(query.map(([name, value]) => [name, value])).toString();
  return `${home}${text === "" ? "" : `?${text}`}#${place}`;
}
