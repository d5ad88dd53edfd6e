import { cx } from "./cx";
import { formatDuration, isoDuration } from "./format-duration";

type Props = {
  seconds: number | null | undefined;
  /** Said in place of a length that cannot be told: why it cannot. */
  missing?: string | undefined;
  className?: string | undefined;
};

/** A length of time: `2 h 15 min`. Where it cannot be told, a dash that says why on hover and aloud. */
export function Duration({ seconds, missing = "not known", className }: Props) {
  if (seconds === null || seconds === undefined) {
    return (
      <span className={cx("text-faint", className)} title={missing}>
        <span aria-hidden="true">–</span>
        <span className="sr-only">{missing}</span>
      </span>
    );
  }
  return (
    <time dateTime={isoDuration(seconds)} className={cx("whitespace-nowrap", className)}>
      {formatDuration(seconds)}
    </time>
  );
}
