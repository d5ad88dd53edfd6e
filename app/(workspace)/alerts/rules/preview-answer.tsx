import { IncidentLink } from "@/components/incidents/incident-link";
import { formatDuration } from "@/components/ui/format-duration";
import { formatDate } from "@/components/ui/format-time";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import type { Preview, PreviewEpisode, PreviewLine, Replaced } from "@/lib/alerts/preview/schema";

/** How far back one can look: the last … */
export const lookBackChoices = [
  { value: "1", label: "day" },
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "year" },
];

/** What a rule would have done: how often, of what, when, and in which incidents; and at which grain that was judged. */
export function PreviewAnswer({ preview, zone }: { preview: Preview; zone: string }) {
  const { lines, says, hit, replaces } = preview;
  return (
    <div className="grid gap-3">
      {replaces.map((replaced) => (
        <InPlaceOf key={replaced.slug} replaced={replaced} />
      ))}
      <p>{summary(preview)}</p>
      {lines.length > 0 ? (
        <ul className="grid gap-3">
          {lines.map((line) => (
            <Fired key={line.href + line.name} line={line} zone={zone} />
          ))}
        </ul>
      ) : null}
      {hit > lines.length ? <p className="text-muted text-sm">and {hit - lines.length} more</p> : null}
      <p className="max-w-measure text-faint text-xs">
        {[...leftOut(preview), ...says, ...begins(preview, zone)].join(" ")}
      </p>
    </div>
  );
}

function InPlaceOf({ replaced: { slug, name, of, count } }: { replaced: Replaced }) {
  const rest = count - of.length;
  return (
    <p className="wrap-anywhere">
      It takes the place of{" "}
      <Link href={`/alerts/rules/${slug}`} className="text-accent">
        {name}
      </Link>{" "}
      for {of.join(", ")}
      {rest > 0 ? ` and ${rest.toLocaleString("en")} more` : ""}.
    </p>
  );
}

function Fired({ line: { name, href, fired, episodes }, zone }: { line: PreviewLine; zone: string }) {
  return (
    <li className="grid gap-1">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <Link href={href} className="wrap-anywhere font-medium text-accent">
          {name}
        </Link>
        <span className="tabular text-muted text-sm">{times(fired)}</span>
      </p>
      <ul className="grid gap-1.5 text-sm">
        {episodes.map((episode) => (
          <Episode key={String(episode.firingAt)} episode={episode} zone={zone} />
        ))}
      </ul>
      {fired > episodes.length ? (
        <p className="text-faint text-xs">and {fired - episodes.length} before these</p>
      ) : null}
    </li>
  );
}

function Episode({
  episode: { firingAt, endedAt, worst, incident },
  zone,
}: {
  episode: PreviewEpisode;
  zone: string;
}) {
  return (
    <li className="flex flex-wrap gap-x-3">
      <Time at={firingAt} zone={zone} show="full" absoluteOnly className="tabular" />
      <span className="tabular text-muted">
        {endedAt
          ? `for ${formatDuration((new Date(endedAt).getTime() - new Date(firingAt).getTime()) / 1_000)}`
          : "still"}
        , at worst {worst}
      </span>
      {incident ? <IncidentLink incident={incident} /> : null}
    </li>
  );
}

const times = (count: number) => (count === 1 ? "once" : `${count.toLocaleString("en")} times`);

function summary({ what, days, fired, inIncident, watched, hit }: Preview): string {
  const span = days === 1 ? "last day" : days === 365 ? "last year" : `last ${days} days`;
  const things = what === "pool" ? ["pool", "pools"] : ["health check", "health checks"];
  const of = (count: number) => `${count} ${count === 1 ? things[0] : things[1]}`;
  if (watched === 0) return `Nothing is known of the ${span}: there is nothing to judge.`;
  if (fired === 0)
    return `It would not have fired in the ${span}: ${of(watched)} ${watched === 1 ? "was" : "were"} looked at.`;
  const where = watched > 1 ? `, in ${hit} of ${of(watched)}` : "";
  const during =
    inIncident === 0
      ? "None of it was in an incident that you see."
      : fired === 1
        ? "It was in an incident."
        : `${inIncident} of them in an incident.`;
  return `It would have fired ${times(fired)} in the ${span}${where}. ${during}`;
}

const begins = ({ since }: Preview, zone: string) =>
  since ? [`There are figures since ${formatDate(new Date(since), zone)}.`] : [];

function leftOut({ what, unknown, displaced, unjudged }: Preview): string[] {
  const things = (count: number) =>
    `${count} ${what === "pool" ? (count === 1 ? "pool" : "pools") : count === 1 ? "health check" : "health checks"}`;
  return [
    ...(unjudged > 0
      ? [`The time did not suffice for ${things(unjudged)}: name one, or look back less.`]
      : []),
    ...(displaced > 0 ? [`Left out: ${things(displaced)} with a nearer rule of the same kind.`] : []),
    ...(unknown > 0 ? [`Nothing is known of ${things(unknown)} in that time.`] : []),
  ];
}
