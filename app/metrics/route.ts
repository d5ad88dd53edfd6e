import { readMetrics } from "@/lib/web/metrics";
import { mayReadMetrics } from "@/lib/web/metrics-access";

/** Figures of the pool and of the process, for Prometheus. */
export const dynamic = "force-dynamic";

export async function GET(request: Request): Promise<Response> {
  if (!mayReadMetrics(request.headers, process.env.HIGHWATER_METRICS_TOKEN))
    return new Response("Only from this machine, or with the bearer token of HIGHWATER_METRICS_TOKEN.\n", {
      status: 403,
    });
  const { text, contentType } = await readMetrics();
  return new Response(text, { headers: { "Content-Type": contentType } });
}
