/** What a field holds that is no message. Whole numbers come as `number`: beyond 2^53 the last digits are lost. */
export type Scalar = "string" | "bool" | "double" | "int64" | "uint64" | "fixed64" | "sfixed64" | "enum";

/** A field of a message: its number on the wire, what it holds, and whether it holds a list. */
export type Field = { readonly id: number; readonly is: Scalar | Message; readonly many: boolean };

/** A message of Protocol Buffers, by the names that its fields have in JSON; fields that are not named are passed over. */
export type Message = { readonly [name: string]: Field };

/** A field that holds one value. */
export const one = <const Held extends Scalar | Message>(id: number, is: Held) =>
  ({ id, is, many: false }) as const;

/** A field that holds a list. */
export const many = <const Held extends Scalar | Message>(id: number, is: Held) =>
  ({ id, is, many: true }) as const;

type Value<Held> = Held extends "string"
  ? string
  : Held extends "bool"
    ? boolean
    : Held extends Scalar
      ? number
      : Held extends Message
        ? Read<Held>
        : never;

/** A message as it was read. What was not sent is missing. */
export type Read<M extends Message> = {
  readonly [Name in keyof M]?: M[Name]["many"] extends true
    ? readonly Value<M[Name]["is"]>[]
    : Value<M[Name]["is"]>;
};

/** What was sent cannot be read; the message says why, in a sentence for whoever sent it. */
export class Undecodable extends Error {
  override name = "Undecodable";
}

/** What was sent is more than is read at once. */
export class TooMuch extends Error {
  override name = "TooMuch";
}

/** How much more may be read, in values, messages and labels: a few bytes on the wire can be many in memory. */
export type Allowance = { left: number };

/** The allowance of one request: some 200,000 points. */
export const allowance = (): Allowance => ({ left: 4_000_000 });

/** Takes so many parts of what is left. Throws `TooMuch`. */
export function spend(allowed: Allowance, parts: number): void {
  allowed.left -= parts;
  if (allowed.left < 0)
    throw new TooMuch("This holds more values than are read at once. Send less at a time.");
}
