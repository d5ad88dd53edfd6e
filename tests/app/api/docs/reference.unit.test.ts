import { describe, expect, it } from "vitest";
import type { ZodType } from "zod";
import { entriesOf, exampleOf, grouped, kindOf, type OpenApi, type Schema } from "@/app/api/docs/reference";
import { bodySchema } from "@/lib/web/api/json-schema";
import { openApi } from "@/lib/web/api/openapi";
import { operations } from "@/lib/web/api/operations";

const document = openApi(operations) as OpenApi;

describe("the reference", () => {
  it("shows every operation once, under the noun of its scope", () => {
    const entries = grouped(entriesOf(document)).flatMap(([, group]) => group);
    expect(entries.map(({ id }) => id).sort()).toEqual(
      operations.map(({ id }) => id.replaceAll(".", "-")).sort(),
    );
    for (const { group, scope } of entries) expect(scope.startsWith(`${group}:`)).toBe(true);
  });

  it("finds operations by all words, wherever they stand", () => {
    expect(entriesOf(document, "PUT resolution").map(({ id }) => id)).toEqual(["resolution-edit"]);
    expect(entriesOf(document, "no ferry says this")).toEqual([]);
  });

  it("tells how each is asked for: with a key, with what guards it, and with a body where it takes one", () => {
    for (const { curl, method, body, parameters } of entriesOf(document)) {
      expect(curl).toContain("Authorization: Bearer $HIGHWATER_KEY");
      expect(curl.includes("If-Match")).toBe(parameters.some(({ name }) => name === "If-Match"));
      expect(curl.includes(" -d '")).toBe(body !== null);
      expect(curl.includes("-X")).toBe(method !== "GET");
    }
  });
});

describe("an example", () => {
  it.each([
    [{ type: "string", format: "date" }, "2026-03-31"],
    [{ enum: ["P0", "P1"] }, "P0"],
    [{ type: "string", examples: ["yesterday 23:50", "-5m"] }, "yesterday 23:50"],
    [{ anyOf: [{ type: "null" }, { type: "integer", minimum: 3 }] }, 3],
    [{ type: "object", properties: { a: { type: "boolean" }, b: {} }, required: ["a"] }, { a: true }],
    [{ type: "array", items: { const: "x" } }, ["x"]],
  ])("of %j is %j", (schema, expected) => {
    expect(exampleOf(document, schema)).toEqual(expected);
  });
});

it("gives for no field of a body an example that the field does not take", () => {
  const examples = operations.flatMap(({ id, body }) => {
    if (!body) return [];
    const properties = bodySchema(body).properties as Record<string, Schema>;
    return Object.entries(body.schema.shape).flatMap(([name, field]) =>
      (properties[name]?.examples ?? []).map((example) => {
        const { error } = (field as ZodType).safeParse(example);
        return { field: `${id} ${name}`, example, problem: error?.message };
      }),
    );
  });
  expect(examples.length).toBeGreaterThan(20);
  expect(examples.filter(({ problem }) => problem)).toEqual([]);
});

it.each([
  [{ type: "array", items: { $ref: "#/components/schemas/Incident" } }, "list of Incident"],
  [{ anyOf: [{ type: "string", format: "uuid" }, { type: "null" }] }, "uuid or null"],
  [{}, "any value"],
])("%j is called %s", (schema, expected) => {
  expect(kindOf(schema)).toBe(expected);
});
