import { AlertSeverityBadge, AlertStateBadge } from "@/components/alerts/alert-badges";
import { AlertTimes } from "@/components/alerts/alert-times";
import { QuickAction } from "@/components/incidents/quick-action";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { Progress } from "@/components/ui/progress";
import type { AlertLine } from "@/lib/alerts/history/queries";
import { alertStanding } from "@/lib/alerts/history/rules";
import { sayCourse } from "@/lib/alerts/rules/labels";
import type { Stability, StableMove } from "@/lib/alerts/stability/rules";
import type { IncidentDetail } from "@/lib/incidents/queries";
import { submitStatus } from "./actions";

type Props = {
  incident: IncidentDetail;
  alerts: readonly AlertLine[];
  stability: Stability | null;
  /** Whether the reader may move the incident along. */
  mayMove: boolean;
  zone: string;
  now: Date;
};

/** The alerts of an incident, and for how long everything has been well again. */
export function AlertsPanel({ incident, alerts, stability, mayMove, zone, now }: Props) {
  if (alerts.length === 0) return null;
  return (
    <Panel title="Alerts" id="alerts">
      <ul className="flex flex-col gap-3">
        {alerts.map((alert) => (
          <li key={alert.id} className="flex min-w-0 flex-col gap-1">
            <div className="flex items-start justify-between gap-3">
              <Link href={`/alerts/${alert.number}`} className="wrap-anywhere text-accent hover:underline">
                {alert.name}
              </Link>
              <AlertStateBadge state={alertStanding(alert)} />
            </div>
            <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-muted text-xs">
              <AlertSeverityBadge severity={alert.severity} />
              <span className="wrap-anywhere">{alert.pool?.name ?? alert.healthCheck?.name}</span>
              <span className="tabular">{sayCourse(alert)}</span>
              <AlertTimes alert={alert} zone={zone} now={now} />
            </div>
          </li>
        ))}
      </ul>
      {stability ? <StabilityLine incident={incident} stability={stability} mayMove={mayMove} /> : null}
    </Panel>
  );
}

const moveWords: Readonly<Record<StableMove, { verb: string; button: string }>> = {
  monitoring: { verb: "say that the fix works", button: "Move to monitoring" },
  resolved: { verb: "resolve", button: "Resolve" },
  closed: { verb: "close", button: "Close" },
};

function StabilityLine({
  incident: { ref, status },
  stability,
  mayMove,
}: Pick<Props, "incident" | "mayMove"> & { stability: Stability }) {
  if (stability.state === "unwell")
    return (
      <p className="mt-3 border-line border-t pt-3 text-muted text-sm">Not stable: {stability.because}</p>
    );
  const { minutes, needed, move, evidence } = stability;
  const { verb, button } = moveWords[move];
  const enough = minutes >= needed;
  return (
    <div className="mt-3 flex flex-col gap-2 border-line border-t pt-3">
      <Progress
        label={enough ? `Stable: long enough to ${verb}` : `Stable, minutes until one may ${verb}`}
        value={Math.min(Math.floor(minutes), needed)}
        max={needed}
        tone={enough ? "success" : "accent"}
        showCount
      />
      <p className="wrap-anywhere text-muted text-xs">
        {evidence.charAt(0).toUpperCase() + evidence.slice(1)}
      </p>
      {enough && mayMove ? (
        <QuickAction
          action={submitStatus}
          fields={{ ref, status: move, from: status, note: evidence }}
          size="sm"
        >
          {button}
        </QuickAction>
      ) : null}
    </div>
  );
}
