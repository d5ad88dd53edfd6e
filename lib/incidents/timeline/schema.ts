import { z } from "zod";
import { EntryKind } from "../../../prisma/generated/enums";
import { line, optional, prose } from "../../core/text";
import { attachedInput } from "../attachments/schema";
import { incidentRef, shownVersion } from "../schema";
import { timeField } from "../times/schema";
import { longestWaitMs, mostCharacters } from "./labels";

const text = prose(mostCharacters, "Say what happened.");
const kind = z.enum(EntryKind, { error: "Choose what kind of entry it is." });
const entryId = z.uuid("Name the entry.");
const reason = line(1_000, "Say why: it stays beside the entry.");
const at = optional(timeField);

/** A calendar date, `YYYY-MM-DD`, that a bare clock time falls on. */
const day = optional(z.iso.date("Write the day as YYYY-MM-DD."));

/** What tells a sending from every other: a page sends again what was not answered. */
const sendingKey = optional(z.uuid("The key of the sending is no UUID."));

/** How many milliseconds before it arrived it was typed, for what could not be sent at once. */
const typedMsAgo = optional(z.coerce.number().int().min(0).max(longestWaitMs));

/**
 * A new entry. `at` is a time as people type it (see `parseEntryTime`); when it is left out, a time at the beginning of
 * the text is taken, and without one the present, which is when it was typed. The same `sendingKey` twice is one entry.
 * `attachments` are the actor's own uploads to this incident that no entry has yet.
 */
export const addEntryInput = z.object({
  ref: incidentRef,
  text,
  at,
  day,
  kind: optional(kind),
  sendingKey,
  typedMsAgo,
  attachments: attachedInput,
});

/** What an entry says from now on, and why it said something else. An `at` left out leaves its time. */
export const correctEntryInput = z.object({
  ref: incidentRef,
  entryId,
  version: shownVersion,
  text,
  at,
  kind,
  reason,
});

/** Withdraws an entry. */
export const withdrawEntryInput = z.object({ ref: incidentRef, entryId, reason });

/** Brings a withdrawn entry back. */
export const restoreEntryInput = z.object({ ref: incidentRef, entryId });

/** Whether the post-mortem prints and signs an entry: 'yes' or 'no'. */
export const includeEntryInput = z.object({
  ref: incidentRef,
  entryId,
  include: z.enum(["yes", "no"], { error: "Say yes or no." }),
});
