import type { ReactNode } from "react";
import { cx } from "./cx";

export type Description = { term: ReactNode; value: ReactNode; key: string };

type Props = {
  items: readonly Description[];
  /** Terms beside their values, or above them in columns. */
  layout?: "rows" | "columns" | undefined;
  className?: string | undefined;
};

/** Facts about one thing. */
export function DescriptionList({ items, layout = "rows", className }: Props) {
  const rows = layout === "rows";
  return (
    <dl
      className={cx(
        rows ? "flex flex-col gap-1.5" : "grid grid-cols-[repeat(auto-fit,minmax(6rem,1fr))] gap-x-6 gap-y-3",
        className,
      )}
    >
      {items.map((item) => (
        <div
          key={item.key}
          className={rows ? "grid grid-cols-[minmax(6rem,min(9rem,38%))_minmax(0,1fr)] gap-3" : "min-w-0"}
        >
          <dt className={cx("text-faint", rows ? "text-sm/[1.375rem]" : "text-xs")}>{item.term}</dt>
          <dd className="wrap-break-word min-w-0">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
