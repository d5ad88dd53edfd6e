import { Bookmark, Pencil } from "lucide-react";
import { Flyout } from "@/components/incidents/flyout";
import { cx } from "@/components/ui/cx";
import { Link } from "@/components/ui/link";
import type { ViewLine } from "@/lib/incidents/saved-views/queries";
import { EditViewForm } from "./edit-view-form";
import { SaveViewForm } from "./save-view-form";

type Props = {
  views: readonly ViewLine[];
  /** What the address asks for, in its one form. */
  query: string;
  /** Who a view can be saved for. */
  audiences: readonly { value: string; label: string }[];
};

/** Lists that somebody keeps, side by side, and what can be done with the one that is shown. */
export function SavedViews({ views, query, audiences }: Props) {
  const current = views.find((view) => view.query === query);
  const chips = [
    { id: "", name: "Open", query: "", whose: null },
    ...views.map((view) => ({ ...view, whose: whoseOf(view) })),
  ];
  return (
    <div className="flex flex-wrap items-center gap-2 print:hidden">
      <nav aria-label="Views" className="min-w-0">
        <ul className="flex flex-wrap gap-1.5">
          {chips.map(({ id, name, query: asked, whose }) => (
            <li key={id} className="max-w-full">
              <Link
                href={asked === "" ? "/incidents" : `/incidents?${asked}`}
                aria-current={asked === query ? "page" : undefined}
                className={cx(
                  "inline-flex h-7 max-w-full items-center gap-1.5 rounded-full border px-3 text-sm pointer-coarse:h-11",
                  asked === query
                    ? "border-accent-line bg-accent-soft font-medium text-accent-strong"
                    : "border-line bg-panel text-muted hover:border-rim hover:text-ink",
                )}
              >
                <span className="truncate">{name}</span>
                {whose ? <span className="truncate text-faint text-xs">{whose}</span> : null}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {current === undefined && query !== "" ? (
        <Flyout
          trigger={
            <>
              <Bookmark aria-hidden="true" />
              Save view
            </>
          }
          size="sm"
          align="start"
          group="view"
        >
          <SaveViewForm query={query} audiences={audiences} />
        </Flyout>
      ) : null}
      {current?.mayChange ? (
        <Flyout
          trigger={
            <>
              <Pencil aria-hidden="true" />
              Edit view
            </>
          }
          size="sm"
          align="start"
          group="view"
        >
          <EditViewForm key={current.version} view={current} />
        </Flyout>
      ) : null}
    </div>
  );
}

const whoseOf = ({ audience, team }: ViewLine) =>
  audience === "me" ? null : audience === "team" ? team : "everyone";
