import { scopeNouns } from "@/lib/people/api-keys/labels";

/** What a group of operations is called. */
export const groupTitle = (group: string): string => scopeNouns[group] ?? group;
