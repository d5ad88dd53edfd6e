import { z } from "zod";
import { line, optional, optionalProse, prose } from "../../core/text";
import { incidentRef, shownVersion } from "../schema";
import { timeAheadField } from "../times/schema";

/** How many characters each part of an update may have. */
const mostText = 5_000;

const updateId = z.uuid("Name the update.");
const reason = line(1_000, "Say why: it stays beside the update.");

const said = {
  whatHappened: prose(mostText, "Say what happened."),
  impact: prose(mostText, "Say whom it affects, and how."),
  whatWeDo: optionalProse(mostText),
  /** By when there is news, as people type it (see `parseTimeAhead`); left out, nothing is promised. */
  nextUpdate: optional(timeAheadField),
};

/** A new update for those outside. */
export const writeUpdateInput = z.object({ ref: incidentRef, ...said });

/** What an update says from now on, and why it said something else. */
export const correctUpdateInput = z.object({
  ref: incidentRef,
  updateId,
  version: shownVersion,
  ...said,
  reason,
});

/** Takes an update back. */
export const withdrawUpdateInput = z.object({ ref: incidentRef, updateId, reason });

/** Brings back an update that was taken back. */
export const restoreUpdateInput = z.object({ ref: incidentRef, updateId });
