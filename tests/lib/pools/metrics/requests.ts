import { mapMetrics } from "@/lib/pools/metrics/rules";
import type { Fact, Mapping, MetricPoint } from "@/lib/pools/metrics/schema";

/** Requests one after the other, each read in the light of those before it. */
export function requests(...bodies: MetricPoint[][]): Mapping[] {
  const known = new Map<string, Fact>();
  return bodies.map((points) => {
    const mapping = mapMetrics(points, known);
    for (const [key, fact] of mapping.learned) known.set(key, fact);
    return mapping;
  });
}
