import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { apiRoutes, operationOf, send } from "../../../support/api";

type Body = { content: Record<string, { schema: { properties: Record<string, object> } }> };
type Document = {
  openapi: string;
  paths: Record<string, Record<string, { operationId: string; requestBody?: Body }>>;
};

const document = async () => (await send("GET", "/openapi.json")).body as Document;

describe("the OpenAPI document", () => {
  it("is read without a key and holds to OpenAPI 3.1", async () => {
    const read = await send("GET", "/openapi.json");
    expect(read.status).toBe(200);
    expect(await new Validator().validate(read.body)).toMatchObject({ valid: true });
    expect((read.body as Document).openapi).toMatch(/^3\.1\./);
  });

  it("has every operation of every route, and no other", async () => {
    const routed = (await apiRoutes()).flatMap(({ address, handlers }) =>
      Object.entries(handlers).flatMap(([method, handler]) => {
        const operation = operationOf(handler);
        if (!operation) return [];
        const path = address.replace("/api/v1", "").replaceAll("[", "{").replaceAll("]", "}");
        return [`${method} ${path} ${operation.id}`];
      }),
    );
    const documented = Object.entries((await document()).paths).flatMap(([path, item]) =>
      Object.entries(item).map(
        ([method, { operationId }]) => `${method.toUpperCase()} ${path} ${operationId}`,
      ),
    );
    expect(documented.sort()).toEqual(routed.sort());
    expect(new Set(documented).size).toBe(documented.length);
  });

  it("tells no default of a field that stays as it is where a PATCH leaves it out", async () => {
    const fields = Object.values((await document()).paths).flatMap(({ patch }) =>
      Object.entries(patch?.requestBody?.content["application/json"]?.schema.properties ?? {}),
    );
    expect(fields.length).toBeGreaterThan(0);
    expect(fields.filter(([, schema]) => "default" in schema)).toEqual([]);
  });
});
