"use server";

import { splitIncident } from "@/lib/incidents/splitting/commands";
import { action } from "@/lib/web/action";

export const submitSplit = action(splitIncident, { goTo: ({ ref }) => `/incidents/${ref}` });
