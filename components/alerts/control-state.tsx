import { Badge } from "@/components/ui/badge";
import { type MarkShape, ProgressMark } from "@/components/ui/progress-mark";
import type { Tone } from "@/components/ui/tone";
import { type ControlState, controlStateLabels } from "@/lib/alerts/controls/labels";

const looks: Record<ControlState, { tone: Tone; shape: MarkShape }> = {
  broken: { tone: "danger", shape: "cross" },
  unknown: { tone: "violet", shape: "dotted" },
  holds: { tone: "success", shape: "check" },
  unwatched: { tone: "neutral", shape: "dash" },
};

/** Whether a control holds, in words. That nobody can tell is said, and never looks like holding. */
export function ControlStateBadge({ state }: { state: ControlState }) {
  const { tone, shape } = looks[state];
  return (
    <Badge tone={tone} mark={<ProgressMark shape={shape} />} plain={state === "unwatched"}>
      {controlStateLabels[state]}
    </Badge>
  );
}
