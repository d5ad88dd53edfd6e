import { cx } from "@/components/ui/cx";
import { Link } from "@/components/ui/link";

export type RangeChoice = { key: string; label: string; href: string; current: boolean };

/** Stretches of time that are one click away. */
export function RangeNav({ label = "Range", choices }: { label?: string; choices: readonly RangeChoice[] }) {
  return (
    <nav aria-label={label} className="flex flex-wrap gap-1 print:hidden">
      {choices.map(({ key, label, href, current }) => (
        <Link
          key={key}
          href={href}
          scroll={false}
          aria-current={current ? "true" : undefined}
          className={cx(
            "inline-flex items-center rounded-sm px-2 py-1 text-sm pointer-coarse:min-h-11",
            current ? "bg-accent-soft font-medium text-accent" : "text-muted hover:bg-hover hover:text-ink",
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
