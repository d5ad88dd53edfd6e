import { Badge } from "@/components/ui/badge";
import { type MarkShape, ProgressMark } from "@/components/ui/progress-mark";
import { statusLabels } from "@/lib/incidents/labels";
import type { IncidentStatus } from "@/prisma/generated/enums";

const shapes: Record<IncidentStatus, MarkShape> = {
  triage: "dotted",
  investigating: "quarter",
  identified: "half",
  monitoring: "three-quarters",
  resolved: "check",
  closed: "check",
  cancelled: "cross",
  merged: "arrow",
};

type Props = { status: IncidentStatus; plain?: boolean };

/** Where an incident stands in its life. */
export function StatusBadge({ status, plain }: Props) {
  return (
    <Badge tone={status} plain={plain} mark={<ProgressMark shape={shapes[status]} />}>
      {statusLabels[status]}
    </Badge>
  );
}
