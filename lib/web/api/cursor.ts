import { seal, unseal } from "../../core/sealed";
import { Problem } from "./problem";

const FORM = /^[\w-]{38,600}$/;

/** The place where a page of this list ended, sealed: it opens for the same list only, and nobody else can make one. */
export const sealCursor = (list: string, place: string): string =>
  Buffer.from(seal(place, purposeOf(list))).toString("base64url");

/** The place inside a cursor of this list. Throws `invalid-parameter` for anything else. */
export function openCursor(list: string, cursor: string): string {
  const place = FORM.test(cursor) ? unseal(Buffer.from(cursor, "base64url"), purposeOf(list)) : null;
  if (place !== null) return place;
  const detail = "Take the cursor from `next` of an earlier page of this very list.";
  throw new Problem("invalid-parameter", detail, { errors: [{ detail, parameter: "cursor" }] });
}

const purposeOf = (list: string) => `cursor of ${list}`;
