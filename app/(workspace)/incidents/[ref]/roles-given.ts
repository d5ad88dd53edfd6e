import { cache } from "react";
import { listRoleNames } from "@/lib/incidents/roles/queries";
import { pageContext } from "@/lib/web/session";

/** The roles that can be given in an incident, read once for a request. */
export const rolesGiven = cache(async () => listRoleNames(await pageContext()));
