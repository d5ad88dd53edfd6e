/** The sentence with which an action's answer refuses, or undefined when it did what was asked. */
export function refusalIn(answer: unknown): string | undefined {
  if (typeof answer !== "object" || answer === null) return undefined;
  const { ok, message, error } = answer as { ok?: unknown; message?: unknown; error?: unknown };
  if (typeof error === "string") return error;
  return ok === false && typeof message === "string" ? message : undefined;
}
