import { answerOf, statusOf } from "../../pools/intake/otlp/answers";
import { decodeOtlp, type OtlpFormat } from "../../pools/intake/otlp/decode";
import { pointsIn, sayRefused } from "../../pools/intake/rules";
import { bearerOf } from "../api/api-context";
import { Problem, type ProblemKind, problemKinds } from "../api/problem";
import { gunzipped } from "./body";
import type { Protocol } from "./intake";

const types: Readonly<Record<OtlpFormat, string>> = {
  protobuf: "application/x-protobuf",
  json: "application/json",
};

/** Metrics by OTLP over HTTP (https://opentelemetry.io/docs/specs/otlp/#otlphttp). Each answer is in the form of its request. */
export const otlp: Protocol = {
  kind: "otlp",
  keyIn: bearerOf,
  demandForm(headers) {
    if (!formatOf(headers)) {
      const wanted = Object.values(types).join(" or ");
      throw new Problem("unsupported-media-type", `Send ${wanted}.`, {
        headers: { Accept: wanted.replace(" or ", ", ") },
      });
    }
    if (!/^(?:|identity|gzip)$/.test(encodingOf(headers)))
      throw new Problem("unsupported-media-type", "Send it packed by gzip, or not packed.", {
        headers: { "Accept-Encoding": "gzip" },
      });
  },
  async decode(bytes, headers) {
    const unpacked = encodingOf(headers) === "gzip" ? await gunzipped(bytes) : bytes;
    return decodeOtlp(unpacked, formatOf(headers) ?? "json");
  },
  answer({ rejected, full }, headers) {
    const format = formatOf(headers) ?? "json";
    if (full)
      throw new Problem("rate-limited", sayRefused([full, ...rejected]), {
        headers: { "Retry-After": "30" },
      });
    const message = rejected.length > 0 ? sayRefused(rejected) : "";
    return response(200, format, answerOf(format, pointsIn(rejected), message));
  },
  refuse(problem, headers) {
    const format = formatOf(headers) ?? "json";
    const code = codes[problem.kind] ?? 2;
    return response(problemKinds[problem.kind].status, format, statusOf(format, code, problem.message));
  },
};

/** The canonical codes of gRPC (https://grpc.io/docs/guides/status-codes/). */
const codes: Readonly<Partial<Record<ProblemKind, number>>> = {
  ...{ malformed: 3, "unsupported-media-type": 3, forbidden: 7, "insufficient-scope": 7, "too-large": 8 },
  ...{ "rate-limited": 8, "method-not-allowed": 12, fault: 13, unavailable: 14, unauthenticated: 16 },
};

function formatOf(headers: Headers): OtlpFormat | null {
  const [type = ""] = (headers.get("content-type") ?? "").toLowerCase().split(";");
  if (type.trim() === types.protobuf) return "protobuf";
  return type.trim() === types.json ? "json" : null;
}

const encodingOf = (headers: Headers) => (headers.get("content-encoding") ?? "").trim().toLowerCase();

function response(status: number, format: OtlpFormat, body: Buffer): Response {
  return new Response(new Uint8Array(body), { status, headers: { "Content-Type": types[format] } });
}
