import type { ReactNode } from "react";
import { cx } from "./cx";
import type { Tone } from "./tone";

type Props = {
  tone?: Tone | undefined;
  /** A glyph in front of the words, such as `<Level />` or `<ProgressMark />`. */
  mark?: ReactNode;
  /** Filled, for the one state that must be seen first. */
  solid?: boolean | undefined;
  /** Without a frame, for dense tables. */
  plain?: boolean | undefined;
  className?: string | undefined;
  children: ReactNode;
};

/** A state in words; colour and glyph only repeat what the words say. */
export function Badge({ tone = "neutral", mark, solid, plain, className, children }: Props) {
  const fill = tone === "p0" ? "bg-p0-solid text-on-p0" : "bg-tone-solid text-panel";
  return (
    <span
      data-tone={tone}
      className={cx(
        "inline-flex shrink-0 items-center gap-1.5 whitespace-nowrap align-middle font-medium text-xs [&_svg]:size-3.5 [&_svg]:shrink-0",
        plain ? "text-tone-ink" : "h-5.5 rounded-sm px-1.5",
        !plain && (solid ? fill : "bg-tone-soft text-tone-ink ring-1 ring-tone-line ring-inset"),
        className,
      )}
    >
      {mark}
      {children}
    </span>
  );
}
