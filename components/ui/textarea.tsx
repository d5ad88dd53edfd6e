import type { ComponentProps } from "react";
import { cx } from "./cx";

export type TextareaProps = ComponentProps<"textarea">;

/** Grows with its text where the browser can (`field-sizing`), and can be pulled larger everywhere. */
export function Textarea({ className, rows = 3, ...rest }: TextareaProps) {
  return (
    <textarea
      rows={rows}
      style={{ minHeight: `${rows * 1.375 + 0.875}rem` }}
      className={cx(
        "control field-sizing-content max-h-[70vh] resize-y px-2.5 py-1.5 text-base leading-relaxed",
        className,
      )}
      {...rest}
    />
  );
}
