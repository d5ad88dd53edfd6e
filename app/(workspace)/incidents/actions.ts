"use server";

import { declareIncident } from "@/lib/incidents/commands";
import { removeView, renameView, saveView } from "@/lib/incidents/saved-views/commands";
import { action } from "@/lib/web/action";

export const submitDeclaration = action(declareIncident, { goTo: ({ ref }) => `/incidents/${ref}` });

export const submitView = action(saveView, { goTo: ({ query }) => `/incidents?${query}` });
export const submitViewName = action(renameView, { goTo: ({ query }) => `/incidents?${query}` });
export const submitViewRemoval = action(removeView, { goTo: () => "/incidents" });
