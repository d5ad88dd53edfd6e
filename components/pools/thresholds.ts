import type { Threshold } from "@/components/charts/types";
import { criticalAt, warningAt } from "@/lib/pools/rules";

/** How full a pool may be before it is said, and before it is critical, as charts draw it. */
export const poolThresholds: readonly Threshold[] = [
  { share: warningAt, label: `${warningAt * 100} %`, tone: "warning" },
  { share: criticalAt, label: `${criticalAt * 100} %`, tone: "danger" },
];
