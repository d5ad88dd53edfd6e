import fc, { type Arbitrary } from "fast-check";
import type { Schema } from "./document";

type Resolve = (schema: Schema) => Schema;

const formats: Record<string, Arbitrary<unknown>> = {
  uuid: fc.uuid(),
  date: fc.date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true }).map(day),
  "date-time": fc
    .date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true })
    .map((at) => at.toISOString()),
  email: fc.nat(9_999).map((n) => `guest-${n}@example.org`),
  base64: fc
    .uint8Array({ minLength: 1, maxLength: 80 })
    .map((bytes) => Buffer.from(bytes).toString("base64")),
  uri: fc.nat(9_999).map((n) => `https://example.org/${n}`),
};

/** Words as people write them, now and then with what is hard about text: other scripts, marks, quotes, emoji. */
const words = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .array(fc.constantFrom("pool", "ferry", "was", "full", "since", "14:40", "5"), {
        minLength: 1,
        maxLength: 8,
      })
      .map((all) => all.join(" ")),
  },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "Grüße – 配置",
      "<b>x</b>",
      "'; drop table x",
      "‮abc",
      "👩‍🚀",
      "a\nb\tc",
      "{{x}}",
      "%00",
    ),
  },
);

/** Values that a schema allows. */
export function valuesOf(schema: Schema, resolve: Resolve, depth = 0): Arbitrary<unknown> {
  const { examples = [], ...here } = resolve(schema);
  if (examples.length > 0)
    return fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...examples) },
      { weight: 1, arbitrary: valuesOf(here, resolve, depth) },
    );
  const inner = (one: Schema) => valuesOf(one, resolve, depth + 1);
  if (here.const !== undefined) return fc.constant(here.const);
  if (here.enum) return fc.constantFrom(...here.enum);
  const choices = here.anyOf ?? here.oneOf;
  if (choices) return fc.oneof(...choices.map(inner));
  if (here.allOf) return fc.tuple(...here.allOf.map(inner)).map((parts) => Object.assign({}, ...parts));
  const [type, ...others] = [here.type ?? "string"].flat();
  if (others.length > 0)
    return fc.oneof(...[type, ...others].map((one) => inner({ ...here, type: one ?? "null" })));
  switch (type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
    case "number":
      return fc.integer({ min: here.minimum ?? 0, max: Math.min(here.maximum ?? 1_000, 2 ** 31 - 1) });
    case "array":
      return fc.array(inner(here.items ?? {}), {
        minLength: here.minItems ?? 0,
        maxLength: Math.min(here.maxItems ?? 3, depth > 3 ? 1 : 4),
      });
    case "object":
      return fc.record(
        Object.fromEntries(Object.entries(here.properties ?? {}).map(([name, one]) => [name, inner(one)])),
        { requiredKeys: here.required ?? [] },
      );
    default:
      return textOf(here);
  }
}

function textOf({ format, pattern, minLength = 0, maxLength }: Schema): Arbitrary<unknown> {
  const known = format ? formats[format] : undefined;
  if (known) return known;
  if (pattern) return fc.stringMatching(new RegExp(pattern.slice(0, 200), "u"), { size: "small" });
  return words.filter((text) => text.length >= minLength).map((text) => text.slice(0, maxLength ?? 300));
}

function day(at: Date): string {
  return at.toISOString().slice(0, 10);
}
