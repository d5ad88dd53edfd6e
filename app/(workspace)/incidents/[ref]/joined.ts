import { cache } from "react";
import { findJoined, listOrigins } from "@/lib/incidents/merging/queries";
import { pageContext } from "@/lib/web/session";
import { incidentOf } from "./load";

/** How the incident of the address is joined with others, read once for a request. */
export const joinedOf = cache(async (ref: string) => findJoined(await pageContext(), await incidentOf(ref)));

/** The refs of the incidents that entries of one are copies from, by their ids, read once for a request. */
export const originsOf = cache(async (incidentId: string) => listOrigins(await pageContext(), incidentId));
