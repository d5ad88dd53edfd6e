import type { Context } from "../../../core/context";
import { database, type Reader } from "../../../core/database";
import { findJoined } from "../../../incidents/merging/queries";
import { getIncident } from "../../../incidents/queries";
import { asIncident, asJoined } from "./incident-schema";

/** An incident as answers show it, with what it was merged into, split from and joined by, as far as the actor may see that. */
export async function showIncident(context: Context, { ref }: { ref: string }, reader: Reader = database()) {
  const incident = await getIncident(context, ref, reader);
  return { ...asIncident(incident), ...asJoined(await findJoined(context, incident, reader)) };
}
