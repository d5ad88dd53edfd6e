import { Lock } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Tag } from "@/components/ui/tag";
import { modeLabels } from "@/lib/incidents/labels";
import type { IncidentMode } from "@/prisma/generated/enums";

type Props = { mode: IncidentMode; restricted: boolean };

/** What sets an incident apart from others: a drill, entered afterwards, restricted. Nothing for the usual ones. */
export function IncidentMarks({ mode, restricted }: Props) {
  return (
    <>
      {mode === "drill" ? <Badge tone="violet">{modeLabels.drill}</Badge> : null}
      {mode === "retrospective" ? <Tag>{modeLabels.retrospective}</Tag> : null}
      {restricted ? (
        <Badge tone="warning" mark={<Lock aria-hidden="true" />}>
          Restricted
        </Badge>
      ) : null}
    </>
  );
}
