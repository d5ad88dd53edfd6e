import Ajv from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { expect } from "vitest";
import { openApi } from "@/lib/web/api/openapi";
import type { Operation } from "@/lib/web/api/operation";
import { operations } from "@/lib/web/api/operations";

const address = "https://highwater.test/api";
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema({ $id: address, ...openApi(operations) });

const token = (part: string) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));

/** Expects that an answer is one that the document promises for this operation. */
export function expectDocumented(
  { method, path, answer, asMarkdown, status: success }: Operation,
  { status, headers, text }: { status: number; headers: Headers; text: string },
): void {
  if (asMarkdown && headers.get("content-type")?.startsWith("text/markdown")) return;
  if (status === 304 || (status === success && answer === null)) {
    expect(text).toBe("");
    return;
  }
  const problem = status !== success;
  const type = problem ? "application/problem+json" : "application/json";
  expect(headers.get("content-type")).toBe(type);
  const documented = ["paths", path, method.toLowerCase(), "responses", String(status)];
  const place = problem ? ["components", "responses", String(status)] : documented;
  // The document must know the status, also where the schema of the problem stands elsewhere.
  expect(ajv.getSchema(`${address}#/${documented.map(token).join("/")}`)).toBeDefined();
  const schema = `${address}#/${[...place, "content", type, "schema"].map(token).join("/")}`;
  const valid = ajv.validate(schema, JSON.parse(text));
  expect({ path, status, errors: valid ? [] : ajv.errors }).toEqual({ path, status, errors: [] });
}
