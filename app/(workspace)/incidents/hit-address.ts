import { placeSections } from "@/lib/reviews/search/labels";
import type { SearchHit } from "@/lib/reviews/search/schema";

/** The address of the very entry, section or item in which something was found. */
export function hitAddress(ref: string, { place, key }: Pick<SearchHit, "place" | "key">): string {
  if (place === "entry") return `/incidents/${ref}?entry=${key}#entry-${key}`;
  if (place === "action-item") return `/action-items/${key}`;
  return `/incidents/${ref}/post-mortem#${placeSections[place]}`;
}
