import { metrics } from "../core/metrics";
import { pool } from "../core/pool";

/** The process's figures in Prometheus' text format, the pool's among them even before its first use. */
export async function readMetrics(): Promise<{ text: string; contentType: string }> {
  pool();
  return { text: await metrics().metrics(), contentType: metrics().contentType };
}
