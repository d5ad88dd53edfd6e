"use server";

import { declareIncident } from "@/lib/incidents/commands";
import { action } from "@/lib/web/action";

export const submitDeclaration = action(declareIncident, { goTo: ({ ref }) => `/incidents/${ref}` });
