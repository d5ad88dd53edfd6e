import { cx } from "@/components/ui/cx";
import { Link } from "@/components/ui/link";

type Choice = { label: string; href: string; current?: boolean; count?: number };

/** A few ways to look at the same thing, the present one marked. */
export function ChoiceLinks({ label, choices }: { label: string; choices: readonly Choice[] }) {
  return (
    <nav aria-label={label} className="flex flex-wrap gap-1 text-xs print:hidden">
      {choices.map(({ label, href, current, count }) => (
        <Link
          key={label}
          href={href}
          scroll={false}
          aria-current={current ? "true" : undefined}
          className={cx(
            "rounded-sm px-2 py-1",
            current ? "bg-selected font-medium text-ink" : "text-muted hover:bg-hover hover:text-ink",
          )}
        >
          {label}{" "}
          {count === undefined ? null : (
            <span className="tabular font-normal text-faint">{count.toLocaleString("en")}</span>
          )}
        </Link>
      ))}
    </nav>
  );
}
