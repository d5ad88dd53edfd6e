import { Badge } from "@/components/ui/badge";
import { Level } from "@/components/ui/level";
import { type MarkShape, ProgressMark } from "@/components/ui/progress-mark";
import type { Tone } from "@/components/ui/tone";
import type { AlertStanding } from "@/lib/alerts/history/rules";
import { alertSeverityLabels, alertStandingLabels } from "@/lib/alerts/rules/labels";
import type { AlertSeverity } from "@/prisma/generated/enums";

/** How grave an alert is, in words and as a level in the glass. */
export function AlertSeverityBadge({ severity }: { severity: AlertSeverity }) {
  const critical = severity === "critical";
  return (
    <Badge tone={critical ? "danger" : "warning"} mark={<Level value={critical ? 5 : 3} />}>
      {alertSeverityLabels[severity]}
    </Badge>
  );
}

const looks: Record<AlertStanding, { tone: Tone; shape: MarkShape }> = {
  pending: { tone: "info", shape: "half" },
  firing: { tone: "danger", shape: "cross" },
  resolved: { tone: "success", shape: "check" },
  lapsed: { tone: "neutral", shape: "dash" },
  unwatched: { tone: "neutral", shape: "dotted" },
};

/** Where an alert stands, in words. */
export function AlertStateBadge({ state }: { state: AlertStanding }) {
  const { tone, shape } = looks[state];
  return (
    <Badge tone={tone} mark={<ProgressMark shape={shape} />} plain={state === "lapsed"}>
      {alertStandingLabels[state]}
    </Badge>
  );
}
