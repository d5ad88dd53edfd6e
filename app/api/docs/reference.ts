/** A JSON Schema as the OpenAPI document holds it. */
export type Schema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  description?: string;
  default?: unknown;
  examples?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
};

type Content = Record<string, { schema: Schema }>;
type Described = {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security: Record<string, string[]>[];
  parameters: { name: string; in: string; required: boolean; description?: string; schema: Schema }[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, { $ref?: string; description?: string; content?: Content }>;
};

/** The parts of an OpenAPI document that the reference shows. */
export type OpenApi = {
  servers: { url: string }[];
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema>; responses: Record<string, { description: string }> };
};

/** One operation as the reference shows it. */
export type Entry = {
  id: string;
  group: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  scope: string;
  parameters: Described["parameters"];
  body: Schema | null;
  alsoMarkdown: boolean;
  answers: { status: string; what: string; schema: Schema | null }[];
  curl: string;
};

/** Every operation of a document in its order, those with all words of `text` in what they say. */
export function entriesOf(document: OpenApi, text = ""): Entry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return Object.entries(document.paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) =>
        entryOf(document, method.toUpperCase(), path, operation),
      ),
    )
    .filter((entry) => {
      const { id, method, path, summary, description, scope } = entry;
      const said = [id, method, path, summary, description, scope].join(" ").toLowerCase();
      return words.every((word) => said.includes(word));
    });
}

/** The entries under their groups, in the order in which those come. */
export function grouped(entries: readonly Entry[]): [group: string, entries: Entry[]][] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  return [...groups];
}

function entryOf(document: OpenApi, method: string, path: string, operation: Described): Entry {
  const content = operation.requestBody?.content ?? {};
  const body = content["application/json"]?.schema ?? null;
  const address = `${document.servers[0]?.url ?? ""}${path}`;
  return {
    id: operation.operationId.replaceAll(".", "-"),
    group: operation.tags[0] ?? "",
    ...{ method, path, body },
    summary: operation.summary,
    description: operation.description ?? "",
    scope: operation.security[0]?.key?.[0] ?? "",
    parameters: operation.parameters,
    alsoMarkdown: "text/markdown" in content,
    answers: Object.entries(operation.responses).map(([status, response]) => ({
      status,
      what: response.description ?? document.components.responses[status]?.description ?? "",
      schema: response.content?.["application/json"]?.schema ?? null,
    })),
    curl: curlOf(document, method, address, operation, body),
  };
}

function curlOf(
  document: OpenApi,
  method: string,
  address: string,
  { parameters }: Described,
  body: Schema | null,
): string {
  const guarded = parameters.some(({ name }) => name === "If-Match");
  const example = body ? exampleOf(document, body) : null;
  return [
    `curl${method === "GET" ? "" : ` -X ${method}`} '${address}'`,
    `-H "Authorization: Bearer $HIGHWATER_KEY"`,
    ...(guarded ? [`-H 'If-Match: "…"'`] : []),
    ...(example ? [`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(example)}'`] : []),
  ].join(" \\\n  ");
}

/** A value that a schema allows, short and plain: what must be there, or everything where nothing must. */
export function exampleOf(document: OpenApi, schema: Schema, depth = 0): unknown {
  const known = resolved(document, schema);
  if (known.const !== undefined) return known.const;
  if (known.enum) return known.enum[0];
  if (known.examples) return known.examples[0];
  const choice = known.anyOf ?? known.oneOf;
  if (choice) return exampleOf(document, choice.find(({ type }) => type !== "null") ?? {}, depth);
  if (known.properties) {
    const named = known.required?.length ? known.required : Object.keys(known.properties);
    return Object.fromEntries(
      named.map((name) => [name, exampleOf(document, known.properties?.[name] ?? {}, depth + 1)]),
    );
  }
  if (known.type === "array") return depth > 4 ? [] : [exampleOf(document, known.items ?? {}, depth + 1)];
  if (known.type === "integer" || known.type === "number") return known.minimum ?? 1;
  if (known.type === "boolean") return true;
  const byFormat: Readonly<Record<string, string>> = {
    uuid: "0193a1c0-0000-7000-8000-000000000000",
    date: "2026-03-31",
    "date-time": "2026-03-02T08:00:00.000Z",
  };
  return byFormat[known.format ?? ""] ?? "…";
}

/** A schema with its reference followed. */
export function resolved(document: OpenApi, schema: Schema): Schema {
  const name = nameIn(schema);
  return name === null ? schema : (document.components.schemas[name] ?? {});
}

/** The name of the part that a schema refers to, null where it refers to none. */
export const nameIn = ({ $ref }: Schema): string | null => $ref?.split("/").at(-1) ?? null;

/** What kind of value a schema allows, in a few words; parts with a name by their name. */
export function kindOf(schema: Schema): string {
  const name = nameIn(schema);
  if (name !== null) return name;
  const choice = schema.anyOf ?? schema.oneOf;
  if (choice) return [...new Set(choice.map(kindOf))].join(" or ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map(String).join(" | ");
  if (schema.type === "array") return `list of ${kindOf(schema.items ?? {})}`;
  if (schema.format) return schema.format;
  if (Array.isArray(schema.type)) return schema.type.join(" or ");
  return schema.type ?? "any value";
}
