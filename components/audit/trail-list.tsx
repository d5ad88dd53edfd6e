import { Link } from "@/components/ui/link";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { viaLabels } from "@/lib/audit/labels";
import type { TrailLine } from "@/lib/audit/schema";
import { shownValue, spoken } from "./trail-words";

type Props = {
  lines: readonly TrailLine[];
  zone: string;
  now: Date;
  /** The address of the list with the lines of one object only. */
  narrowedTo?: ((line: TrailLine) => string) | undefined;
};

/** Who changed what, when and through which door, newest first. */
export function TrailList({ lines, zone, now, narrowedTo }: Props) {
  return (
    <ol className="divide-y divide-line">
      {lines.map((line) => (
        <li
          key={line.id}
          className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-1 px-4 py-3 md:grid-cols-[13rem_minmax(0,1fr)]"
        >
          <div className="text-muted text-sm">
            <Time at={line.at} zone={zone} now={now} show="full" seconds />
          </div>
          <div className="min-w-0">
            <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
              <strong className="font-medium">{line.actorName}</strong>
              <span className="text-muted">{spoken(line.action)}</span>
              {line.via === "web" ? null : <Tag>{viaLabels[line.via] ?? line.via}</Tag>}
              {narrowedTo ? (
                <Link
                  href={narrowedTo(line)}
                  aria-label={`Only what happened to this ${spoken(line.subjectKind)}`}
                  className="ml-auto text-faint text-xs hover:text-ink hover:underline"
                >
                  only this {spoken(line.subjectKind).replaceAll("-", " ")}
                </Link>
              ) : null}
            </p>
            <Changes changes={line.changes} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function Changes({ changes }: Pick<TrailLine, "changes">) {
  const fields = changes.flatMap((change, place) =>
    Object.entries(change.fields).map(([name, [before, after]]) => ({
      key: `${place}.${change.kind}.${change.id}.${name}`,
      name,
      before,
      after,
    })),
  );
  if (fields.length === 0) return null;
  const shown = fields.slice(0, 6);
  const rest = fields.slice(6);
  return (
    <div className="mt-1 text-muted text-sm">
      <FieldList fields={shown} />
      {rest.length > 0 ? (
        <details>
          <summary className="cursor-pointer text-accent">{`${rest.length} more`}</summary>
          <FieldList fields={rest} />
        </details>
      ) : null}
    </div>
  );
}

function FieldList({ fields }: { fields: { key: string; name: string; before: unknown; after: unknown }[] }) {
  return (
    <ul className="grid gap-0.5">
      {fields.map(({ key, name, before, after }) => (
        <li key={key} className="wrap-anywhere">
          <span className="text-faint">{spoken(name)}: </span>
          {before === null || before === undefined ? null : (
            <>
              <del className="text-faint">{shownValue(before)}</del>
              <span aria-hidden="true"> → </span>
            </>
          )}
          <ins className="text-ink no-underline">{shownValue(after)}</ins>
        </li>
      ))}
    </ul>
  );
}
