import { cache } from "react";
import { getIncident, type IncidentDetail } from "@/lib/incidents/queries";
import { orNotFound, pageContext } from "@/lib/web/session";

/** The ref as it stands in the address, decoded; one that cannot be decoded is taken as it is. */
export async function refIn(params: Promise<{ ref: string }>): Promise<string> {
  const { ref } = await params;
  try {
    return decodeURIComponent(ref);
  } catch {
    return ref;
  }
}

/** The incident of the address, read once for a request by layout and page; the not-found page where there is none. */
export const incidentOf = cache(
  async (ref: string): Promise<IncidentDetail> => orNotFound(getIncident(await pageContext(), ref)),
);
