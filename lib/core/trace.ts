import { AsyncLocalStorage } from "node:async_hooks";
import { singleton } from "./singleton";

/** What a span says besides its name. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** Where a span begins: `parent` is a W3C traceparent, null for the first span of a trace. */
export type SpanStart = {
  kind: "server" | "internal" | "client";
  attributes: SpanAttributes;
  parent: string | null;
};

/** A timed piece of a trace. `traceparent` is its W3C name, by which others continue it. */
export type Span = { readonly traceparent: string; end(attributes?: SpanAttributes, error?: unknown): void };

/** What makes spans. Only a process that is told where to send traces has one (`lib/start/tracing.ts`). */
export type Tracer = { start(name: string, start: SpanStart): Span };

const state = () =>
  singleton("trace", () => ({ tracer: null as Tracer | null, active: new AsyncLocalStorage<Span>() }));

/** Sets what makes spans from now on; null ends tracing. */
export function setTracer(tracer: Tracer | null): void {
  state().tracer = tracer;
}

/** Begins a span below the present one, or below `start.parent`; null without a tracer. Whoever began it ends it. */
export function beginSpan(name: string, start: Partial<SpanStart> = {}): Span | null {
  const parent = start.parent ?? activeTraceparent();
  return state().tracer?.start(name, { kind: "internal", attributes: {}, ...start, parent }) ?? null;
}

/** Runs `work` with the span as the present one. */
export function withinSpan<T>(span: Span | null, work: () => T): T {
  return span ? state().active.run(span, work) : work();
}

/** The W3C traceparent of the present span, to hand on; null outside of one. */
export const activeTraceparent = (): string | null => state().active.getStore()?.traceparent ?? null;

/** Runs `work` as a span of its own. Costs one look-up where nothing is traced. */
export async function traced<T>(name: string, start: Partial<SpanStart>, work: () => Promise<T>): Promise<T> {
  const span = beginSpan(name, start);
  if (!span) return work();
  try {
    const output = await withinSpan(span, work);
    span.end();
    return output;
  } catch (error) {
    span.end({}, error);
    throw error;
  }
}

/** Takes a W3C traceparent apart; null when it is not well formed or names nothing. */
export function readTraceparent(text: unknown): { traceId: string; spanId: string; flags: number } | null {
  const parts =
    typeof text === "string" ? text.match(/^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/) : null;
  const [, traceId = "", spanId = "", flags = "00"] = parts ?? [];
  if (!/[1-9a-f]/.test(traceId) || !/[1-9a-f]/.test(spanId)) return null;
  return { traceId, spanId, flags: Number.parseInt(flags, 16) };
}
