import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";

/** A JSON Schema as far as the fuzzer reads it. */
export type Schema = {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  examples?: unknown[];
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
};

type Parameter = { name: string; in: "path" | "query" | "header"; schema: Schema };
type Described = { content?: Record<string, { schema?: Schema }>; $ref?: string };

/** One operation of the API, as its document describes it. */
export type Operation = {
  id: string;
  method: string;
  path: string;
  parameters: Parameter[];
  body: Schema | null;
  /** Whether what it changes can be read first, so that its ETag is sent along: at the same address, or at the one above. */
  readable: "here" | "above" | null;
  /** What is wrong with an answer by the document; null for nothing. */
  judge(status: number, contentType: string, body: string): string | null;
};

type Api = {
  paths: Record<string, Record<string, RawOperation>>;
  components: { responses: Record<string, Described> };
};
type RawOperation = {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: Described;
  responses: Record<string, Described>;
};

/** Reads an OpenAPI 3.1 document into operations that can be generated for and judged by. */
export function readDocument(document: unknown): {
  operations: Operation[];
  resolve(schema: Schema): Schema;
} {
  const api = document as Api;
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false });
  ajv.addSchema(document as object, "api");
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]) => ({
      ...{ id: raw.operationId, method: method.toUpperCase(), path },
      parameters: raw.parameters ?? [],
      body: raw.requestBody?.content?.["application/json"]?.schema ?? null,
      readable: readableAt(api, path),
      judge: judgeOf(ajv, api, ["paths", path, method], raw),
    })),
  );
  return { operations, resolve: (schema) => (schema.$ref ? at<Schema>(document, schema.$ref) : schema) };
}

function readableAt({ paths }: Api, path: string): Operation["readable"] {
  if (paths[path]?.get) return "here";
  return paths[path.replace(/\/[^/]+$/, "")]?.get ? "above" : null;
}

function judgeOf(ajv: Ajv2020, api: Api, where: string[], { responses }: RawOperation): Operation["judge"] {
  const checks = new Map<string, ValidateFunction>();
  return (status, contentType, body) => {
    const named = responses[status];
    if (!named) return `status ${status} is not documented`;
    const place = named.$ref ? named.$ref.slice(2).split("/") : [...where, "responses", String(status)];
    const { content } = named.$ref ? at<Described>(api, named.$ref) : named;
    if (!content) return body === "" ? null : `status ${status} is documented without a body`;
    const [type = ""] = contentType.split(";");
    if (!content[type]) return `content type ${type} is not documented for ${status}`;
    const pointer = [...place, "content", type, "schema"].map(escaped).join("/");
    const check = checks.get(pointer) ?? ajv.compile({ $ref: `api#/${pointer}` });
    checks.set(pointer, check);
    return check(type.endsWith("json") ? JSON.parse(body) : body)
      ? null
      : `the body is not as documented: ${ajv.errorsText(check.errors)}`;
  };
}

const escaped = (part: string) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));

function at<T>(document: unknown, ref: string): T {
  const parts = ref.slice(2).split("/");
  return parts.reduce<unknown>((here, part) => (here as Record<string, unknown>)[part], document) as T;
}
