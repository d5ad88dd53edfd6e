import { z } from "zod";
import type { Operation } from "./operation";

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = { [name: string]: unknown };

/** The schema of what an answer holds. */
export const schemaOf = (schema: z.ZodType): JsonSchema => made(schema, "output");

/** The schema of a body. Whatever the command does without is not required, and what stays where it is left out has no default. */
export function bodySchema({ schema, optional }: NonNullable<Operation["body"]>): JsonSchema {
  const { required: _, ...described } = made(schema, "input");
  const properties = described.properties as Record<string, JsonSchema>;
  for (const name of optional) delete properties[name]?.default;
  const required = Object.entries(schema.shape)
    .filter(([name, field]) => !optional.includes(name) && !isOptional(field as z.ZodType))
    .map(([name]) => name);
  return required.length > 0 ? { ...described, required } : described;
}

/** The schema of one parameter in the address. */
export const parameterSchema = (name: string, schema: z.core.$ZodType): JsonSchema => {
  const { properties } = made(z.object({ [name]: schema }), "input") as {
    properties: Record<string, JsonSchema>;
  };
  return name === "limit"
    ? { type: "integer", minimum: 1, maximum: 100, default: 50 }
    : (properties[name] ?? {});
};

/** A schema with the named parts that it holds moved to `schemas`, where it refers to them. */
export function hoisted(schema: JsonSchema, schemas: Record<string, JsonSchema>): JsonSchema {
  const { $defs, ...rest } = JSON.parse(
    JSON.stringify(schema).replaceAll("#/$defs/", "#/components/schemas/"),
  ) as JsonSchema & { $defs?: Record<string, JsonSchema> };
  Object.assign(schemas, $defs);
  return rest;
}

function made(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  // What has a name is only then a part of its own when it stands inside something.
  const { properties, $defs } = z.toJSONSchema(z.object({ it: schema }), {
    io,
    unrepresentable: "any",
    override: ({ jsonSchema }) => {
      // A format says it better than the pattern that zod checks it with.
      if (jsonSchema.format) delete jsonSchema.pattern;
      delete jsonSchema.id;
    },
  });
  return { ...(properties?.it as JsonSchema), ...($defs ? { $defs } : {}) };
}

const isOptional = (field: z.ZodType) => field.safeParse(undefined).success;
