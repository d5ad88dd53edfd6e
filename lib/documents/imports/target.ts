import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";

/** Where the parts of a document go: the incident that was just made, or the one that the actor chose to change. */
export type Target = { tx: Transaction; context: Context; incidentId: string };

/** A time of a document as the database takes it. */
export const instantOrNull = (text: string | null): Date | null => (text === null ? null : new Date(text));
