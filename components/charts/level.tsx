import { cx } from "@/components/ui/cx";
import { formatCount } from "./format-figures";
import { hatch } from "./house-style";
import { levelOf } from "./level-words";

type Props = {
  used: number | null;
  max: number | null;
  waiting?: number | null | undefined;
  /** The share of the limit from which on it is tight. */
  threshold?: number | undefined;
  className?: string | undefined;
};

/** How much of a pool is in use now and how much is left; who waits stands apart, for they hold nothing. */
export function PoolLevel({ used, max, waiting = null, threshold = 0.8, className }: Props) {
  const { tone, state, left } = levelOf(used, max, threshold);
  const filled = used === null || max === null || max <= 0 ? 0 : Math.min(1, used / max);
  return (
    <div data-tone={tone} className={cx("flex min-w-0 flex-col gap-1", className)}>
      <p className="tabular flex flex-wrap items-baseline gap-x-2 text-sm">
        <span className="font-medium">
          {used === null ? "No data" : formatCount(used)}
          {used === null ? null : (
            <span className="font-normal text-muted">
              {max === null ? " in use, limit not known" : ` of ${formatCount(max)}`}
            </span>
          )}
        </span>
        {state ? <span className="font-medium text-tone-ink text-xs">{state}</span> : null}
        {left === null ? null : <span className="text-muted text-xs">{left}</span>}
        {waiting !== null && waiting > 0 ? (
          <span data-tone="danger" className="font-medium text-tone-ink text-xs">
            {formatCount(waiting)} waiting
          </span>
        ) : null}
      </p>
      <span
        aria-hidden="true"
        className={cx(
          "relative h-2 overflow-hidden rounded-xs bg-sunken ring-1 ring-rim ring-inset [print-color-adjust:exact]",
          used === null && hatch,
        )}
      >
        <span className="absolute inset-y-0 left-0 bg-tone-solid" style={{ width: `${filled * 100}%` }} />
        {max === null ? null : (
          <span
            className="absolute inset-y-0 w-0.5 border-ink border-r bg-panel"
            style={{ left: `calc(${threshold * 100}% - 2px)` }}
          />
        )}
      </span>
    </div>
  );
}
