import { Badge } from "@/components/ui/badge";
import { type MarkShape, ProgressMark } from "@/components/ui/progress-mark";
import type { Tone } from "@/components/ui/tone";
import type { PoolState } from "@/lib/pools/rules";

const looks: Record<PoolState, { label: string; tone: Tone; shape: MarkShape }> = {
  critical: { label: "Critical", tone: "danger", shape: "cross" },
  warning: { label: "Filling up", tone: "warning", shape: "three-quarters" },
  no_data: { label: "No data", tone: "violet", shape: "dotted" },
  unknown: { label: "Limit not known", tone: "neutral", shape: "dash" },
  fine: { label: "Has room", tone: "success", shape: "check" },
};

/** How a pool is, in words. Silence is said, and never looks like health. */
export function PoolStateBadge({ state }: { state: PoolState }) {
  const { label, tone, shape } = looks[state];
  return (
    <Badge tone={tone} mark={<ProgressMark shape={shape} />}>
      {label}
    </Badge>
  );
}
