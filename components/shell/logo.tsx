import { cx } from "@/components/ui/cx";

/**
 * The mark: two gauge posts and the line that the highest water left between them, an H; beneath it
 * the water as it stands today.
 */
export function LogoMark({ className }: { className?: string | undefined }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={cx("size-6", className)}>
      <path d="M7 16h10v5H7z" className="fill-accent/45" />
      <path d="M4 3h3v18H4zM17 3h3v18h-3z" fill="currentColor" />
      <path d="M4 9h19v3H4z" className="fill-accent" />
    </svg>
  );
}

/** Mark and name. */
export function Logo() {
  return (
    <span className="inline-flex items-center gap-2 font-semibold text-lg tracking-[-0.022em]">
      <LogoMark className="size-5" />
      Highwater
    </span>
  );
}
