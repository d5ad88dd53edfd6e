import { cx } from "./cx";

/** A place kept for what is still being read. Give it the size of what will come. */
export function Skeleton({ className }: { className?: string | undefined }) {
  return (
    <span aria-hidden="true" className={cx("block h-4 animate-breathe rounded-sm bg-line", className)} />
  );
}

/** A list that is still being read: as many lines as will be there, so that nothing jumps. */
export function SkeletonRows({ rows = 5, label }: { rows?: number | undefined; label: string }) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
        <div key={index} className="flex h-10 items-center gap-4 border-line border-b px-4 last:border-0">
          <Skeleton className="w-24" />
          <Skeleton className="flex-1" />
          <Skeleton className="w-16" />
        </div>
      ))}
    </div>
  );
}
