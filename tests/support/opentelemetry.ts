import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import type pg from "pg";

/**
 * Sends a pool's figures to the product every half second, packed by gzip, as the SDK does that is told where to by the
 * variables of docs/pools.md. Metrics are named as OpenTelemetry's conventions have them.
 */
export function tellOfPool(pool: pg.Pool, url: string, key: string): MeterProvider {
  const exporter = told(
    {
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${url}/v1/metrics`,
      OTEL_EXPORTER_OTLP_METRICS_HEADERS: `Authorization=Bearer ${key}`,
      OTEL_EXPORTER_OTLP_METRICS_COMPRESSION: "gzip",
    },
    () => new OTLPMetricExporter(),
  );
  const timing = { exportIntervalMillis: 500, exportTimeoutMillis: 500 };
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ "service.name": "checkout", "service.instance.id": "pod-1" }),
    readers: [new PeriodicExportingMetricReader({ exporter, ...timing })],
  });
  const meter = provider.getMeter("pool");
  const name = { "db.client.connection.pool.name": "checkout-db" };
  const count = meter.createObservableUpDownCounter("db.client.connection.count");
  count.addCallback((result) => {
    const inState = (state: string) => ({ ...name, "db.client.connection.state": state });
    result.observe(pool.totalCount - pool.idleCount, inState("used"));
    result.observe(pool.idleCount, inState("idle"));
  });
  const max = meter.createObservableUpDownCounter("db.client.connection.max");
  max.addCallback((result) => result.observe(pool.options.max, name));
  const pending = meter.createObservableUpDownCounter("db.client.connection.pending_requests");
  pending.addCallback((result) => result.observe(pool.waitingCount, name));
  return provider;
}

/** Does something while the environment has these variables. */
function told<T>(variables: Record<string, string>, work: () => T): T {
  Object.assign(process.env, variables);
  try {
    return work();
  } finally {
    for (const name of Object.keys(variables)) delete process.env[name];
  }
}
