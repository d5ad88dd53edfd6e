import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { causeLabels, signLabels } from "@/lib/pools/attribution/labels";
import type { Attribution } from "@/lib/pools/attribution/schema";

/** What a breach came from, how sure that is, and each number that spoke for or against it. */
export function AttributionPanel({
  attribution: { cause, confidence, reasons },
}: {
  attribution: Attribution;
}) {
  const { label, meaning } = causeLabels[cause];
  return (
    <Panel
      flush
      title={cause === "unclear" ? "Cause unclear" : `Looks like: ${label.toLowerCase()}`}
      description={meaning}
      actions={
        cause === "unclear" ? null : (
          <span className="tabular text-muted text-sm">Confidence {Math.round(confidence * 100)} %</span>
        )
      }
    >
      <ul className="divide-y divide-line">
        {reasons.map(({ name, says, known, speaksFor, speaksAgainst }) => (
          <li key={name} className="grid gap-1 px-4 py-2.5">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="font-medium text-sm">{signLabels[name]}</span>
              {speaksFor.map((one) => (
                <Badge key={one} tone="warning">
                  for {causeLabels[one].label.toLowerCase()}
                </Badge>
              ))}
              {speaksAgainst.map((one) => (
                <Badge key={one} plain>
                  against {causeLabels[one].label.toLowerCase()}
                </Badge>
              ))}
            </p>
            <p className={known ? "text-sm" : "text-faint text-sm"}>{says}</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
