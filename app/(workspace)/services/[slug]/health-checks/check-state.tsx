import { Badge } from "@/components/ui/badge";
import { type MarkShape, ProgressMark } from "@/components/ui/progress-mark";
import { Time } from "@/components/ui/time";
import type { Tone } from "@/components/ui/tone";
import { type HealthState, healthStateLabels } from "@/lib/alerts/health-checks/labels";
import type { HealthCheck } from "@/lib/alerts/health-checks/queries";
import { keptDays } from "@/lib/alerts/health-checks/rules";

const looks: Record<HealthState, { tone: Tone; shape: MarkShape }> = {
  failing: { tone: "danger", shape: "cross" },
  no_data: { tone: "violet", shape: "dotted" },
  new: { tone: "neutral", shape: "dotted" },
  well: { tone: "success", shape: "check" },
  resting: { tone: "neutral", shape: "dash" },
};

type Props = { check: HealthCheck; zone: string; now: Date };

/** How a health check stands, why, and since when. */
export function CheckState({ check: { state, since, turn, month }, zone, now }: Props) {
  const { tone, shape } = looks[state];
  const isSaid = state === "failing" || state === "no_data";
  return (
    <span className="flex flex-col items-start gap-1">
      <Badge tone={tone} mark={<ProgressMark shape={shape} />}>
        {healthStateLabels[state]}
      </Badge>
      {isSaid ? (
        <span className="wrap-anywhere text-muted text-sm">{reason(state, turn?.failure)}</span>
      ) : null}
      {state === "new" || state === "resting" ? null : (
        <span className="text-faint text-xs">
          {since ? (
            <>
              since <Time at={since} zone={zone} now={now} />
            </>
          ) : month.asked > 0 ? (
            `for ${keptDays} days or longer`
          ) : null}
        </span>
      )}
    </span>
  );
}

function reason(state: HealthState, failure: string | null | undefined): string {
  if (state === "failing") return failure ?? "";
  const before = failure ? ` Before that: ${failure}` : "";
  return `Not asked for three intervals. Is a worker running?${before}`;
}
