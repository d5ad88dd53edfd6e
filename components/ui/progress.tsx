import { cx } from "./cx";
import type { Tone } from "./tone";

type Props = {
  label: string;
  value: number;
  max: number;
  tone?: Tone | undefined;
  /** Shows `value / max` beside the label. */
  showCount?: boolean | undefined;
  className?: string | undefined;
};

/** How much of something is done or used. */
export function Progress({ label, value, max, tone = "accent", showCount, className }: Props) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div className={className} data-tone={tone}>
      <div className={cx("mb-1 flex justify-between gap-3 text-xs", !showCount && "sr-only")}>
        <span className="text-muted">{label}</span>
        <span className="tabular font-medium">
          {value} / {max}
        </span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuenow={value}
        aria-valuemin={0}
        aria-valuemax={max}
        className="h-1.5 overflow-hidden rounded-full bg-line"
      >
        <div className="h-full rounded-full bg-tone-solid" style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}
