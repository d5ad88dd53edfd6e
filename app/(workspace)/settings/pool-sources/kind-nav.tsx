import { cx } from "@/components/ui/cx";
import { Link } from "@/components/ui/link";
import { type AskedKind, askedKinds, sourceKindLabels } from "@/lib/pools/sources/labels";

/** What kind of source is added, one click each. */
export function KindNav({ current }: { current: AskedKind }) {
  return (
    <nav aria-label="Kind of source" className="mb-4 flex flex-wrap gap-1">
      {askedKinds.map((kind) => (
        <Link
          key={kind}
          href={`/settings/pool-sources?add=${kind}#add`}
          aria-current={kind === current ? "true" : undefined}
          className={cx(
            "rounded-sm px-2 py-1 text-sm",
            kind === current
              ? "bg-accent-soft font-medium text-accent"
              : "text-muted hover:bg-hover hover:text-ink",
          )}
        >
          {sourceKindLabels[kind]}
        </Link>
      ))}
    </nav>
  );
}
