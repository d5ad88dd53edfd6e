import type { Level } from "../../pools/samples/rules";

/** One time that a rule would have fired: how bad it was, in words, and the incident that it was in, where there was one. */
export type PreviewEpisode = {
  firingAt: Date;
  endedAt: Date | null;
  worst: string;
  incident: { ref: string; title: string } | null;
};

/** A pool or a health check for which it would have fired; the latest times alone where there are many. */
export type PreviewLine = { name: string; href: string; fired: number; episodes: PreviewEpisode[] };

/**
 * What a rule would have done in the past. `watched` are the pools or health checks that were judged; beside them stand
 * those of which nothing is known in that time, those that have a nearer rule of the same kind, and those that the time
 * did not suffice for. `says` tells at which grain it was judged, and what that cannot see.
 */
export type Preview = {
  what: "pool" | "check";
  days: number;
  from: Date;
  level: Level;
  watched: number;
  unknown: number;
  displaced: number;
  unjudged: number;
  fired: number;
  inIncident: number;
  /** For how many it would have fired; `lines` are those for which it would have done so most often. */
  hit: number;
  lines: PreviewLine[];
  /** The first figure that is known, where the time begins with nothing. */
  since: Date | null;
  says: string[];
};
