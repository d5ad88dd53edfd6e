import { scopeNouns } from "@/lib/people/api-keys/schema";

/** What a group of operations is called. */
export const groupTitle = (group: string): string => scopeNouns[group] ?? group;
