import { sha256Hex } from "../../core/canonical";
import { Problem } from "./problem";

/** The strong ETag of an answer: it changes with any byte of it. */
export const etagOf = (body: string): string => `"${sha256Hex(body).slice(0, 32)}"`;

/** Whether the caller already has this very answer, by `If-None-Match`. */
export function isKnown(headers: Headers, etag: string): boolean {
  const given = headers.get("if-none-match");
  // Here, unlike for If-Match, a weak tag counts as the strong one.
  return given !== null && matches(given.replaceAll("W/", ""), etag);
}

/**
 * Demands that the caller saw the thing as it is, by `If-Match`. Throws `precondition-required` where it is missing and
 * `stale` where it names another. `etag` is null where there is no such thing yet; then nothing can be lost without it.
 */
export function demandMatch(headers: Headers, etag: string | null): void {
  const given = headers.get("if-match");
  if (given !== null) {
    if (etag === null || !matches(given, etag)) throw staleProblem(etag);
  } else if (headers.get("if-none-match")?.trim() === "*") {
    if (etag !== null) throw staleProblem(etag);
  } else if (etag !== null) {
    throw new Problem(
      "precondition-required",
      "Read it first and send its ETag as If-Match, so that nobody's edit is lost.",
      { errors: [{ detail: "Missing.", header: "If-Match" }] },
    );
  }
}

/** Somebody changed the thing meanwhile; its present ETag is not told, so that it is read before it is written again. */
export const staleProblem = (etag: string | null) =>
  new Problem(
    "stale",
    etag === null
      ? "There is no such thing yet."
      : "Somebody changed this meanwhile: read it again before you change it.",
    { errors: [{ detail: "Not the present one.", header: "If-Match" }] },
  );

function matches(given: string, etag: string): boolean {
  return given.trim() === "*" || given.split(",").some((one) => one.trim() === etag);
}
