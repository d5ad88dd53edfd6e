import { Badge } from "@/components/ui/badge";
import { type MarkShape, ProgressMark } from "@/components/ui/progress-mark";
import type { Tone } from "@/components/ui/tone";
import { documentStateLabels } from "@/lib/reviews/sign-offs/labels";
import type { DocumentState } from "@/prisma/generated/enums";

const looks: Record<DocumentState, { tone: Tone; shape: MarkShape }> = {
  draft: { tone: "draft", shape: "dotted" },
  in_review: { tone: "in-review", shape: "quarter" },
  changes_requested: { tone: "changes-requested", shape: "arrow" },
  reviewed: { tone: "reviewed", shape: "three-quarters" },
  approved: { tone: "approved", shape: "check" },
  stale: { tone: "stale", shape: "dash" },
};

/** What a post-mortem is as a whole. */
export function DocumentStateBadge({ state }: { state: DocumentState }) {
  const { tone, shape } = looks[state];
  return (
    <Badge tone={tone} mark={<ProgressMark shape={shape} />}>
      {documentStateLabels[state].label}
    </Badge>
  );
}
