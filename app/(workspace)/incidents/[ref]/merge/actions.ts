"use server";

import { mergeIncident, unmergeIncident } from "@/lib/incidents/merging/commands";
import { action } from "@/lib/web/action";

export const submitMerge = action(mergeIncident, { goTo: ({ into }) => `/incidents/${into}` });

export const submitSeparation = action(unmergeIncident, { goTo: ({ ref }) => `/incidents/${ref}` });
