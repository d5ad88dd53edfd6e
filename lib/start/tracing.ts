import { setTimeout as sleep } from "node:timers/promises";
import type { Attributes } from "@opentelemetry/api";
import { isRefusal } from "../core/refusal";
import { readTraceparent, type SpanStart, setTracer, type Tracer } from "../core/trace";

const STOP_MS = 1_500;

/** Traces under way; `stop` sends what is left. */
export type RunningTraces = { place: string; stop(): Promise<void> };

/** Where traces go, by OpenTelemetry's own variables; null when nowhere, and then no package of it is loaded. */
export function tracesEndpoint(env: Record<string, string | undefined> = process.env): string | null {
  return env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || env.OTEL_EXPORTER_OTLP_ENDPOINT || null;
}

/**
 * Begins to send traces by OTLP over HTTP. Spans come from our own doors: requests, commands, work, and the time that a
 * database connection was waited for and held. The packages' global is left alone: with it Next would add spans of its
 * own, whose addresses hold one-time tokens.
 */
export async function startTracing(endpoint: string): Promise<RunningTraces> {
  const [api, sdk, { OTLPTraceExporter }, resources] = await Promise.all([
    import("@opentelemetry/api"),
    import("@opentelemetry/sdk-trace-base"),
    import("@opentelemetry/exporter-trace-otlp-http"),
    import("@opentelemetry/resources"),
  ]);
  const named = resources.resourceFromAttributes({ "service.name": "highwater" });
  const told = resources.detectResources({ detectors: [resources.envDetector] });
  const provider = new sdk.BasicTracerProvider({
    resource: resources.defaultResource().merge(named).merge(told),
    spanProcessors: [new sdk.BatchSpanProcessor(new OTLPTraceExporter())],
  });
  const tracer = provider.getTracer("highwater");
  const kinds = {
    server: api.SpanKind.SERVER,
    internal: api.SpanKind.INTERNAL,
    client: api.SpanKind.CLIENT,
  };

  const parentOf = ({ parent }: SpanStart) => {
    const read = readTraceparent(parent);
    if (!read) return api.ROOT_CONTEXT;
    const { traceId, spanId, flags: traceFlags } = read;
    return api.trace.setSpanContext(api.ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
  };
  const start: Tracer["start"] = (name, given) => {
    const options = { kind: kinds[given.kind], attributes: { ...given.attributes } as Attributes };
    const span = tracer.startSpan(name, options, parentOf(given));
    const { traceId, spanId, traceFlags } = span.spanContext();
    return {
      traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`,
      end(attributes = {}, error) {
        span.setAttributes({ ...attributes });
        // The message of a fault may hold what somebody typed: the log has it, a trace only says of what kind it was.
        if (error !== undefined)
          span
            .setAttribute("error.type", isRefusal(error) ? error.code : nameOf(error))
            .setStatus({ code: api.SpanStatusCode.ERROR });
        span.end();
      },
    };
  };
  setTracer({ start });
  return {
    place: new URL(endpoint).host,
    async stop() {
      setTracer(null);
      // A receiver that is away must not keep us: what it does not take in time is lost.
      await Promise.race([provider.shutdown().catch(() => {}), sleep(STOP_MS, undefined, { ref: false })]);
    },
  };
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : "unknown");
