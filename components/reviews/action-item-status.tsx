import { Badge } from "@/components/ui/badge";
import { type MarkShape, ProgressMark } from "@/components/ui/progress-mark";
import type { Tone } from "@/components/ui/tone";
import { actionItemStatusLabels } from "@/lib/reviews/action-items/labels";
import type { ActionItem } from "@/lib/reviews/schema";

const looks: Record<ActionItem["status"], { tone: Tone; shape: MarkShape }> = {
  open: { tone: "open", shape: "dotted" },
  in_progress: { tone: "in-progress", shape: "half" },
  blocked: { tone: "blocked", shape: "dash" },
  done: { tone: "done", shape: "check" },
  wont_do: { tone: "wont-do", shape: "cross" },
};

type Props = { status: ActionItem["status"]; plain?: boolean | undefined };

/** How far an action item is. */
export function ActionItemStatus({ status, plain }: Props) {
  const { tone, shape } = looks[status];
  return (
    <Badge tone={tone} plain={plain} mark={<ProgressMark shape={shape} />}>
      {actionItemStatusLabels[status]}
    </Badge>
  );
}
