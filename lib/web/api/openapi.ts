import { publicUrl } from "../../core/env";
import { scopeMeanings } from "../../people/api-keys/labels";
import { bodySchema, hoisted, type JsonSchema, parameterSchema, schemaOf } from "./json-schema";
import { namesIn, type Operation } from "./operation";
import { type ProblemKind, problemKinds } from "./problem";

type Json = { [name: string]: unknown };

const text = { type: "string" };
const header = (description: string, schema: JsonSchema = text) => ({ description, schema });

/** The OpenAPI 3.1 document of these operations. */
export function openApi(operations: readonly Operation[]): Json {
  const schemas: Record<string, JsonSchema> = { Problem: problemSchema };
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of operations) {
    const method = { [operation.method.toLowerCase()]: described(operation, schemas) };
    paths[operation.path] = { ...paths[operation.path], ...method };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Highwater",
      version: "1",
      summary:
        "Incidents, the documents that come of them, and the pools and alerts that tell of them first.",
      description: introduction,
      license: { name: "Apache License 2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: `${publicUrl()}/api/v1` }],
    security: [{ key: [] }],
    tags: [...new Set(operations.map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))),
      responses: responsesOfProblems(),
      headers: headersOfAnswers,
      securitySchemes: {
        key: {
          type: "http",
          scheme: "bearer",
          description: `An API key, made in the settings. Its scopes: ${Object.entries(scopeMeanings)
            .map(([scope, meaning]) => `\`${scope}\` ${meaning}`)
            .join(" ")}`,
        },
      },
    },
  };
}

const introduction = [
  "Every request carries a key: `Authorization: Bearer hw_…`. A key acts for the person who made it, never beyond their role, and opens what its scopes say.",
  "Errors are `application/problem+json` by RFC 9457; `instance` is the id of the request, `errors` says what is wrong where.",
  "A POST may carry an `Idempotency-Key`: the same request sent again within 24 hours is answered as before and not done again.",
  "What is read alone has an `ETag`; what would overwrite it wants that back as `If-Match`.",
  "Lists come in pages: go on with `next` as `cursor`, or follow the `Link` header.",
].join("\n\n");

/** Under which heading an operation stands: the noun of its scope. */
const tagOf = ({ scope }: Operation) => scope.split(":")[0] ?? "";

function described(operation: Operation, schemas: Record<string, JsonSchema>): Json {
  const { id, summary, description, scope, body, status, answer, method } = operation;
  const success = {
    description: answer || operation.asMarkdown ? "Done." : "Done; there is nothing to say.",
    headers: answerHeaders(operation),
    ...(answer || operation.asMarkdown
      ? {
          content: {
            ...(answer ? { "application/json": { schema: hoisted(schemaOf(answer), schemas) } } : {}),
            ...(operation.asMarkdown ? { "text/markdown": { schema: text } } : {}),
          },
        }
      : {}),
  };
  return {
    operationId: id,
    tags: [tagOf(operation)],
    summary,
    ...(description ? { description } : {}),
    security: [{ key: [scope] }],
    parameters: parametersOf(operation),
    ...(body
      ? {
          requestBody: {
            required: bodySchema(body).required !== undefined,
            content: {
              "application/json": { schema: hoisted(bodySchema(body), schemas) },
              ...(operation.markdownField ? { "text/markdown": { schema: text } } : {}),
            },
          },
        }
      : {}),
    responses: {
      [status]: success,
      ...(operation.tagged && method === "GET"
        ? { 304: { description: "What the caller has is the same." } }
        : {}),
      ...Object.fromEntries(
        statusesOf(operation).map((one) => [one, { $ref: `#/components/responses/${one}` }]),
      ),
    },
  };
}

function parametersOf({ path, query, method, guarded, tagged }: Operation): Json[] {
  const inHeader = (name: string, required: boolean, description: string) => ({
    ...{ name, in: "header", required, description, schema: text },
  });
  return [
    ...namesIn(path).map((name) => ({ name, in: "path", required: true, schema: text })),
    ...Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
      ...{ name, in: "query", required: false, schema: parameterSchema(name, schema) },
    })),
    ...(method === "POST"
      ? [inHeader("Idempotency-Key", false, "Makes sending the same request again harmless, for 24 hours.")]
      : []),
    ...(guarded ? [inHeader("If-Match", false, "The ETag of what is being changed. Without it: 428.")] : []),
    ...(tagged && method === "GET"
      ? [inHeader("If-None-Match", false, "An ETag: 304 when it still fits.")]
      : []),
  ];
}

function answerHeaders({ tagged, paged, status, method }: Operation): Json {
  const names = [
    "RateLimit",
    "RateLimit-Policy",
    "X-Request-Id",
    ...(tagged ? ["ETag"] : []),
    ...(paged ? ["Link"] : []),
    ...(status === 201 ? ["Location"] : []),
    ...(method === "POST" ? ["Idempotency-Replayed"] : []),
  ];
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

const headersOfAnswers = {
  RateLimit: header('What the key has left, and in how many seconds it is full again: "key";r=599;t=1.'),
  "RateLimit-Policy": header('How many requests a key may send in how many seconds: "key";q=600;w=60.'),
  "X-Request-Id": header("The id of the request, as logs and the audit trail know it."),
  ETag: header("Stands for this very state."),
  Link: header('The next page, rel="next", where there is one.'),
  Location: header("Where the new thing is read."),
  "Idempotency-Replayed": header("`true` when the answer is that of an earlier request with the same key."),
};

/** The statuses, beside its success, that an operation can answer with. */
function statusesOf({ method, guarded, path }: Operation): number[] {
  const writes = method !== "GET";
  return [
    ...[400, 401, 403],
    ...(namesIn(path).length > 0 ? [404] : []),
    ...(writes ? [409, 413, 415, 422] : []),
    ...(guarded ? [412, 428] : []),
    ...[429, 500, 503],
  ].sort();
}

function responsesOfProblems(): Json {
  const byStatus = new Map<number, string[]>();
  for (const [kind, { status, title }] of Object.entries(problemKinds))
    byStatus.set(status, [...(byStatus.get(status) ?? []), `\`${kind}\`: ${title}.`]);
  return Object.fromEntries(
    [...byStatus].map(([status, titles]) => [
      String(status),
      {
        description: titles.join(" "),
        ...([429, 503].includes(status)
          ? { headers: { "Retry-After": header("Seconds to wait.", { type: "integer" }) } }
          : {}),
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  );
}

const problemSchema: JsonSchema = {
  type: "object",
  description: `RFC 9457. The last part of \`type\` is one of ${(Object.keys(problemKinds) as ProblemKind[])
    .map((kind) => `\`${kind}\``)
    .join(", ")}.`,
  properties: {
    type: { type: "string", format: "uri" },
    title: text,
    status: { type: "integer" },
    detail: text,
    instance: { type: "string", format: "uri-reference" },
    errors: {
      type: "array",
      items: {
        type: "object",
        properties: { detail: text, pointer: text, parameter: text, header: text },
        required: ["detail"],
      },
    },
  },
  required: ["type", "title", "status", "detail", "instance"],
};
