import { text } from "node:stream/consumers";
import { answering } from "./answering";

/** An attribute as OTLP sends it. */
export type Attribute = { key: string; value: Record<string, unknown> };

/** A span as OTLP sends it. */
export type Sent = {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  kind: number;
  attributes: Attribute[];
  status: { code?: number };
};

/** What a receiver of traces got at once: the path, whom it is of, and the spans. */
export type Received = { path: string; resource: Attribute[]; spans: Sent[] };

/** A receiver of traces by OTLP over HTTP as JSON, which keeps all that it gets. */
export async function traceReceiver(): Promise<{ url: string; got: Received[]; stop(): Promise<void> }> {
  const got: Received[] = [];
  const { url, stop } = await answering(async (request, response) => {
    const { resourceSpans } = JSON.parse(await text(request));
    for (const { resource, scopeSpans } of resourceSpans)
      got.push({
        path: request.url ?? "",
        resource: resource.attributes,
        spans: scopeSpans.flatMap(({ spans }: { spans: Sent[] }) => spans),
      });
    response.setHeader("Content-Type", "application/json").end("{}");
  });
  return { url, got, stop };
}
