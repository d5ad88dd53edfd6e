import { decodeRemoteWrite } from "../../pools/intake/remote-write/decode";
import { sayRefused } from "../../pools/intake/rules";
import { Problem, problemKinds } from "../api/problem";
import { metricsBytes } from "./body";
import type { Protocol } from "./intake";
import { bearerOrPassword } from "./key-in";

/**
 * Metrics by Prometheus remote write 1.0 (https://prometheus.io/docs/specs/prw/remote_write_spec/). What can be taken later
 * is answered with 503, which is always sent again, and never with 429, which need not be.
 */
export const remoteWrite: Protocol = {
  kind: "remote_write",
  keyIn: bearerOrPassword,
  demandForm(headers) {
    const type = (headers.get("content-type") ?? "").toLowerCase().replaceAll(/[\s"]/g, "");
    if (!/^application\/x-protobuf(?:;proto=prometheus\.writerequest)?$/.test(type))
      throw unsupported("Send remote write 1.0: application/x-protobuf, and no message of version 2.");
    if ((headers.get("content-encoding") ?? "").trim().toLowerCase() !== "snappy")
      throw unsupported("Send it packed by Snappy's block format: Content-Encoding: snappy.");
  },
  decode: async (bytes) => decodeRemoteWrite(bytes, metricsBytes.unpacked),
  answer({ rejected, full }) {
    if (full)
      throw new Problem("unavailable", sayRefused([full, ...rejected]), { headers: { "Retry-After": "30" } });
    // The rest was kept; that some was not is said so, for it would be no better the next time.
    if (rejected.length > 0) return sentence(400, sayRefused(rejected));
    return new Response(null, { status: 204 });
  },
  refuse: ({ kind, message }) => sentence(kind === "rate-limited" ? 503 : problemKinds[kind].status, message),
};

const unsupported = (message: string) =>
  new Problem("unsupported-media-type", message, { headers: { Accept: "application/x-protobuf" } });

const sentence = (status: number, text: string) =>
  new Response(`${text}\n`, { status, headers: { "Content-Type": "text/plain; charset=utf-8" } });
