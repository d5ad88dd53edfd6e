import { expect, test } from "@playwright/test";
import { startProduct, stopProduct } from "../support/product";
import { traceReceiver } from "../support/trace-receiver";
import { visitor } from "../support/visitor";

test("a started product sends its traces where the environment says, and names them in its log", async () => {
  test.setTimeout(300_000);
  const receiver = await traceReceiver();
  const product = await startProduct(undefined, { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
  try {
    const parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    const stranger = visitor(product.url);
    const shown = await stranger.ask("/sign-in?callbackUrl=%2Fteams", { headers: { traceparent: parent } });
    expect(shown.status).toBe(200);
    const refused = await stranger.ask("/api/v1/incidents");
    expect(refused.status).toBe(401);
    const requestId = String(refused.headers["x-request-id"]);
    const [line] = await product.program.says(new RegExp(`[^\\n]*"${requestId}"[^\\n]*"traceId"[^\\n]*`));
    const { traceId } = JSON.parse(line);

    await stopProduct(product);
    const spans = receiver.got.flatMap((one) => one.spans);
    const of = (name: string) => spans.filter((span) => span.name === name);
    expect(of("GET /sign-in")).toHaveLength(1);
    // Whoever is no trusted proxy begins a trace of their own; what an address asks for is not told.
    expect(of("GET /sign-in")[0]?.parentSpanId ?? "").toBe("");
    expect(of("GET /sign-in")[0]?.traceId).not.toBe(parent.split("-")[1]);
    expect(of("GET /sign-in")[0]?.attributes).toContainEqual({
      key: "url.path",
      value: { stringValue: "/sign-in" },
    });
    const asked = of("GET /api").filter((span) => span.traceId === traceId);
    expect(asked[0]?.attributes).toContainEqual({
      key: "highwater.request_id",
      value: { stringValue: requestId },
    });
    expect(JSON.stringify(receiver.got)).not.toContain("callbackUrl");
  } finally {
    if (product.program.child.exitCode === null) await stopProduct(product);
    await receiver.stop();
  }
});
