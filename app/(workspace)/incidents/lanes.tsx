import { RangeNav } from "@/components/pools/range-nav";
import { formatDate, formatInstant, formatNear, zoneName } from "@/components/ui/format-time";
import { Level } from "@/components/ui/level";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { severityLabels, statusLabels } from "@/lib/incidents/labels";
import { type Bar, type Lane, type Stretch, ticksOf } from "@/lib/incidents/lists/lanes/rules";
import type { IncidentRow } from "@/lib/incidents/lists/rows";

type Props = {
  lanes: readonly Lane<IncidentRow>[];
  stretch: Stretch;
  by: "service" | "severity";
  zone: string;
  now: Date;
};

/** How high the lines of a lane are: a finger needs more. */
const lineHeight = "[--lane-line:30px] pointer-coarse:[--lane-line:48px]";
const lines = (count: number) => `calc(${count} * var(--lane-line))`;
const DAY_MS = 86_400_000;

/** Incidents over time: a row of a table for each lane, a link for each incident, drawn from its beginning to its end. */
export function Lanes({ lanes, stretch, by, zone, now }: Props) {
  const days = (stretch.to.getTime() - stretch.from.getTime()) / DAY_MS;
  const ticks = ticksOf(stretch);
  return (
    <table className="w-full table-fixed border-collapse">
      <caption className="sr-only">
        Incidents from {formatInstant(stretch.from, zone)} to {formatInstant(stretch.to, zone)}, by {by}
      </caption>
      <thead>
        <tr className="border-line border-b text-faint text-xs">
          <th scope="col" className="w-24 px-3 py-1.5 text-left font-normal md:w-44 md:px-4">
            {by === "service" ? "Service" : "Severity"}
          </th>
          <th scope="col" className="relative overflow-hidden p-0 font-normal">
            <span className="sr-only">Incidents</span>
            {ticks.map(({ at, left }) => (
              <span
                key={left}
                aria-hidden="true"
                style={{ left: `${left * 100}%` }}
                className="tabular absolute top-0 h-full w-1/5 truncate border-line border-l pt-1.5 pl-1.5 odd:max-sm:hidden max-sm:w-2/5"
              >
                {days > 2 ? formatDate(at, zone) : formatNear(at, zone, now)}
              </span>
            ))}
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {lanes.map((lane) => (
          <tr key={lane.name} className="align-top">
            <th scope="row" className="wrap-anywhere px-3 py-2.5 text-left font-medium text-sm md:px-4">
              {lane.name || "Without a service"}
            </th>
            <td className="p-0 py-1.5">
              <div className="relative">
                {ticks.map(({ left }) => (
                  <span
                    key={left}
                    style={{ left: `${left * 100}%` }}
                    className="absolute -inset-y-1.5 border-line border-l"
                  />
                ))}
                <ol className={`relative ${lineHeight}`} style={{ height: lines(lane.lines) }}>
                  {lane.bars.map((bar) => (
                    <LaneBar key={bar.incident.ref} bar={bar} zone={zone} />
                  ))}
                </ol>
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function LaneBar({ bar, zone }: { bar: Bar<IncidentRow>; zone: string }) {
  const { incident, from, to, left, width, line } = bar;
  const { ref, title, severity, status } = incident;
  const when = `${formatInstant(from, zone)} to ${to ? formatInstant(to, zone) : "now"}`;
  return (
    <li
      // A bar at the right edge grows to the left.
      style={
        left > 0.91
          ? { right: 0, top: lines(line) }
          : { left: `${left * 100}%`, width: `${width * 100}%`, top: lines(line) }
      }
      className="absolute h-6.5 min-w-[9%] max-w-full pointer-coarse:h-11"
    >
      <Link
        href={`/incidents/${ref}`}
        data-tone={severity.toLowerCase()}
        title={`${ref} ${title}, ${when}`}
        className={`flex h-full items-center gap-1 overflow-hidden rounded-sm border border-tone-line bg-tone-soft px-1 text-tone-ink text-xs hover:border-tone-ink ${to ? "" : "rounded-r-none border-r-4 border-r-tone-solid"}`}
      >
        <Level value={5 - Number(severity.slice(1))} />
        <span aria-hidden="true" className="tabular font-medium">
          {severity}
        </span>
        <span aria-hidden="true" className="truncate">
          {title}
        </span>
        <span className="sr-only">
          {severityLabels[severity]}, {title}, {ref}, {statusLabels[status]}, {when}
        </span>
      </Link>
    </li>
  );
}

type NavProps = {
  ranges: { key: string; href: string; current: boolean }[];
  lanes: { key: string; href: string; current: boolean }[];
  stretch: Stretch;
  zone: string;
};

const rangeLabels: Readonly<Record<string, string>> = {
  "1d": "1 day",
  "7d": "7 days",
  "30d": "30 days",
  "90d": "90 days",
  "365d": "1 year",
};

/** How far back lanes reach, and what they are of. */
export function LaneNav({ ranges, lanes, stretch, zone }: NavProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 border-line border-b px-3 py-1.5">
      <RangeNav
        choices={ranges.map((choice) => ({ ...choice, label: rangeLabels[choice.key] ?? choice.key }))}
      />
      <span className="tabular text-faint text-xs">
        <Time at={stretch.from} zone={zone} show="date" /> to <Time at={stretch.to} zone={zone} show="date" />{" "}
        {zoneName(stretch.to, zone)}
      </span>
      <RangeNav
        label="Lanes"
        choices={lanes.map((choice) => ({
          ...choice,
          label: choice.key === "service" ? "By service" : "By severity",
        }))}
      />
    </div>
  );
}
