import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { apiRoutes, operationOf, send } from "../../../support/api";

type Document = { openapi: string; paths: Record<string, Record<string, { operationId: string }>> };

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
});
