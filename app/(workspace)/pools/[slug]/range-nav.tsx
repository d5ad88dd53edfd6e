import Link from "next/link";
import { cx } from "@/components/ui/cx";
import { ranges } from "./range";

/** The usual ranges, one click away. */
export function RangeNav({ path, current }: { path: string; current: string | null }) {
  return (
    <nav aria-label="Range" className="flex flex-wrap gap-1">
      {ranges.map(({ key, label }) => (
        <Link
          key={key}
          href={`${path}?range=${key}`}
          prefetch={false}
          aria-current={key === current ? "true" : undefined}
          className={cx(
            "rounded-sm px-2 py-1 text-sm",
            key === current
              ? "bg-accent-soft font-medium text-accent"
              : "text-muted hover:bg-hover hover:text-ink",
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
