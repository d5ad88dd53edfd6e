import { History } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { formatDuration } from "@/components/ui/format-duration";
import { beginningOf, isSuspect } from "@/lib/incidents/deploys/rules";
import type { IncidentDetail } from "@/lib/incidents/queries";
import type { TimelineItem } from "@/lib/incidents/timeline/belongings";

type Props = { entry: TimelineItem; incident: IncidentDetail };

/** Says of a deploy that it came shortly before the incident, and how long before: it may be what caused it. */
export function BeforeIncident({ entry, incident }: Props) {
  const began = beginningOf(incident);
  if (!began || !isSuspect(entry, began)) return null;
  const seconds = (began.getTime() - entry.at.getTime()) / 1000;
  return (
    <Badge tone="warning" mark={<History aria-hidden="true" />}>
      {seconds < 60 ? "As the incident began" : `${formatDuration(seconds)} before the incident`}
    </Badge>
  );
}
