/** Why something was not done. Each door maps the code once (HTTP status, form message, exit code). */
export type RefusalCode =
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "too_large"
  | "rate_limited"
  | "unavailable";

/** Messages by input path; the path is the form field's name (`title`, `items.0.text`). */
export type FieldMessages = Readonly<Record<string, string>>;

const brand = Symbol.for("highwater.refusal");

/** The one error that a person is meant to read. Anything else that is thrown is a bug and never shown. */
export class Refusal extends Error {
  readonly [brand] = true;

  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly fields: FieldMessages = {},
    /** What the refused may see to go on, for example the version that someone else saved meanwhile. */
    readonly detail: unknown = undefined,
  ) {
    super(message);
    this.name = "Refusal";
  }
}

/** Whether an error is a refusal, also when another copy of this module made it. */
export function isRefusal(error: unknown): error is Refusal {
  return typeof error === "object" && error !== null && (error as Record<symbol, unknown>)[brand] === true;
}

/** The conflict of a form that was made of something as it no longer is; as it is now goes along as `detail.current`. */
export const staleEdit = (current: unknown): Refusal =>
  new Refusal("conflict", "Somebody changed this while you were writing.", {}, { current });
