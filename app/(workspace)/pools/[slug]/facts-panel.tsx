import { DescriptionList } from "@/components/ui/description-list";
import { formatDuration } from "@/components/ui/format-duration";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { type Forecast, whyNoForecast } from "@/lib/pools/forecast/rules";
import type { Pool } from "@/lib/pools/queries";
import { chosenKinds } from "@/lib/pools/sources/labels";

type Props = { pool: Pool; forecast: Forecast | undefined; zone: string; now: Date };

/** What is known of a pool beside its figures. */
export function FactsPanel({ pool, forecast, zone, now }: Props) {
  const { source, service, environment, used, max, waiting, fullest, silent, holdLimitSeconds } = pool;
  const filters = [
    ["database", pool.database],
    ["user", pool.userName],
    ["application", pool.application],
  ].filter(([, value]) => value);
  return (
    <Panel title="About">
      <DescriptionList
        items={[
          {
            key: "used",
            term: "In use",
            value: used === null ? "not known" : `${used}${max === null ? "" : ` of ${max}`}`,
          },
          { key: "waiting", term: "Waiting", value: waiting ?? "the source does not tell" },
          ...(pool.instances.length > 1 && fullest?.latest
            ? [
                {
                  key: "fullest",
                  term: "Fullest instance",
                  value: `${fullest.latest.used ?? "–"} of ${fullest.latest.max ?? "–"}`,
                },
              ]
            : []),
          { key: "forecast", term: "Full in", value: <TimeLeft forecast={forecast} zone={zone} now={now} /> },
          {
            key: "service",
            term: "Service",
            value: service ? (
              <Link href={`/services/${service.slug}`} className="text-accent">
                {service.name}
              </Link>
            ) : (
              <span className="text-faint">None</span>
            ),
          },
          ...(environment ? [{ key: "environment", term: "Environment", value: environment.name }] : []),
          { key: "source", term: "Source", value: source.name },
          ...(!chosenKinds.includes(source.kind)
            ? []
            : [
                {
                  key: "filter",
                  term: "Takes",
                  value:
                    filters.length > 0
                      ? filters.map(([what, value]) => `${what} ${value}`).join(", ")
                      : "every connection",
                },
                {
                  key: "hold",
                  term: source.kind === "postgres" ? "Idle counts as held" : "A hold is long",
                  value: `after ${formatDuration(holdLimitSeconds)}`,
                },
              ]),
          {
            key: "instances",
            term:
              silent > 0
                ? `Instances, ${silent} silent`
                : pool.instances.length === 1
                  ? "Instance"
                  : "Instances",
            value:
              pool.instances.length === 0 ? (
                <span className="text-faint">None yet</span>
              ) : (
                <span className="flex flex-col">
                  {pool.instances.map(({ name, latest, state }) => (
                    <span key={name} className="wrap-anywhere">
                      {name}
                      {state === "no_data" ? (
                        <span className="text-faint"> silent</span>
                      ) : latest ? (
                        <span className="tabular text-muted">
                          {" "}
                          {latest.used ?? "–"}/{latest.max ?? "–"}
                        </span>
                      ) : null}
                    </span>
                  ))}
                </span>
              ),
          },
        ]}
      />
    </Panel>
  );
}

function TimeLeft({ forecast, zone, now }: Omit<Props, "pool">) {
  if (!forecast) return <span className="text-faint">No sample yet</span>;
  if (forecast.validity === "none") return <span className="text-muted">{whyNoForecast(forecast)}</span>;
  const { secondsLeft, exhaustedAt, line } = forecast;
  return (
    <span className="flex flex-col">
      <span className="font-medium text-danger-ink">{formatDuration(secondsLeft)}</span>
      <Time at={exhaustedAt} zone={zone} now={now} className="text-muted text-xs" />
      <span className="tabular text-faint text-xs">
        {line.slopePerMinute.toFixed(1)} more a minute over {formatDuration(line.windowMs / 1_000)}, r²{" "}
        {line.fit.toFixed(2)}
      </span>
    </span>
  );
}
