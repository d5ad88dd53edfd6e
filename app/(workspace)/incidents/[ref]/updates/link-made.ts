/** A link for somebody outside on its way to the page that shows it, once. */
export type LinkMade = { name: string; origin: string; path: string; expiresAt: Date | null };

/** Whether what a form was handed is such a link. */
export function isLinkMade(result: unknown): result is LinkMade {
  return typeof result === "object" && result !== null && "path" in result && "expiresAt" in result;
}
