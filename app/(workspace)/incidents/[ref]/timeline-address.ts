/** What the address of the timeline may ask for, beside the incident itself. */
export type TimelineQuery = {
  /** Entries before this one. */
  before?: string;
  /** Entries from this one on, backwards. */
  entry?: string;
  /** Whose clock times are shown on: the incident's where it is left out. */
  zone?: string;
  /** The entry whose correction, or withdrawal, is being written. */
  correct?: string;
  withdraw?: string;
  /** The milestone that is being set. */
  milestone?: string;
};

/** What is shown and what is being edited. */
export type TimelineView = {
  zone: string;
  zoneChoices: { key: string; label: string; href: string; current: boolean }[];
  /** The entry that the address names. */
  entry: string | null;
  correct: string | null;
  withdraw: string | null;
  milestone: string | null;
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
  return {
    zone: chosen?.zone ?? incident.timeZone,
    zoneChoices: different.map(({ key, label, zone }) => ({
      key,
      label: zone === "UTC" ? "UTC" : `${label}: ${zone.replaceAll("_", " ")}`,
      href: `/incidents/${incident.ref}${key === "" ? "" : `?zone=${key}`}#timeline`,
      current: zone === chosen?.zone,
    })),
    entry: query.entry ?? null,
    correct: query.correct ?? null,
    withdraw: query.withdraw ?? null,
    milestone: query.milestone ?? null,
  };
}
