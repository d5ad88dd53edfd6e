import { cx } from "@/components/ui/cx";
import { Duration } from "@/components/ui/duration";
import {
  type DurationName,
  durationLabels,
  durations,
  type MilestonePoint,
  whyNot,
} from "@/lib/incidents/milestones/rules";

const names = [
  "detect",
  "acknowledge",
  "mitigate",
  "resolve",
  "total",
] as const satisfies readonly DurationName[];

type Props = { milestones: readonly MilestonePoint[] };

/** The durations that the milestones give, in one line. What cannot be told says why on hover and aloud; phones leave it to the milestones. */
export function DurationFigures({ milestones }: Props) {
  const all = durations(milestones);
  return (
    <dl className="tabular flex flex-wrap items-baseline gap-x-5 gap-y-1">
      {names.map((name) => {
        const figure = all[name];
        const ok = figure.validity === "ok";
        return (
          <div key={name} className={cx("flex items-baseline gap-1.5", !ok && "max-md:hidden")}>
            <dt className="text-faint text-xs">{durationLabels[name]}</dt>
            <dd className={ok ? "font-medium text-ink" : undefined}>
              {ok && figure.about ? "about " : null}
              <Duration seconds={ok ? figure.seconds : null} missing={whyNot(figure)} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** The durations that cannot be told, each with the reason in words; nothing when all can. */
export function DurationGaps({ milestones }: Props) {
  const all = durations(milestones);
  const gaps = names.filter((name) => all[name].validity !== "ok");
  if (gaps.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 text-muted text-xs">
      {gaps.map((name) => (
        <li key={name}>
          <span className="font-medium">{durationLabels[name]}</span> cannot be told. {whyNot(all[name])}
        </li>
      ))}
    </ul>
  );
}
