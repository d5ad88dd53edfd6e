import { z } from "zod";
import { optional } from "../../core/text";
import type { Level } from "../../pools/samples/rules";
import { ruleTerms } from "../rules/schema";
import { lookBacks } from "./rules";

/** A rule to look back with over so many days, as the API takes it: one that is thought of, or that `rule` is to become. */
export const previewInput = z.strictObject(
  {
    ...ruleTerms.omit({ name: true }).shape,
    rule: optional(z.string().trim().max(200)),
    days: z.literal(lookBacks, `Look back ${lookBacks.join(", ")} days.`).default(30),
  },
  "Send an object with what a rule says, and nothing else.",
);

/** One time that a rule would have fired: how bad it was, in words, and the incident that it was in, where there was one. */
export type PreviewEpisode = {
  firingAt: Date;
  endedAt: Date | null;
  worst: string;
  incident: { ref: string; title: string } | null;
};

/** A pool or a health check for which it would have fired; the latest times alone where there are many. */
export type PreviewLine = { name: string; href: string; fired: number; episodes: PreviewEpisode[] };

/** A rule whose place it takes, and the first of so many pools or health checks for which it does. */
export type Replaced = { slug: string; name: string; of: string[]; count: number };

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
  replaces: Replaced[];
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
