"use client";

import type { ComponentProps } from "react";
import { cx } from "./cx";
import { useTypedBefore } from "./typed-before";

export type TextareaProps = Omit<
  ComponentProps<"textarea">,
  "ref" | "value" | "defaultValue" | "children"
> & {
  defaultValue?: string | undefined;
};

/** Grows with its text where the browser can (`field-sizing`), and can be pulled larger everywhere. */
export function Textarea({ className, rows = 3, defaultValue = "", ...rest }: TextareaProps) {
  const { text, element } = useTypedBefore(rest.id, defaultValue);
  return (
    <textarea
      ref={element}
      rows={rows}
      style={{ minHeight: `${rows * 1.375 + 0.875}rem` }}
      className={cx(
        "control field-sizing-content max-h-[70vh] resize-y px-2.5 py-1.5 text-base leading-relaxed pointer-coarse:py-2",
        className,
      )}
      {...rest}
      defaultValue={text}
    />
  );
}
