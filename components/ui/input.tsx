import type { ComponentProps } from "react";
import { cx } from "./cx";

export type InputProps = ComponentProps<"input"> & {
  /** Monospaced, for refs, keys and addresses. */
  mono?: boolean | undefined;
};

export function Input({ className, type = "text", mono = false, ...rest }: InputProps) {
  return (
    <input
      type={type}
      className={cx("control h-8 px-2.5 text-base pointer-coarse:h-11", mono && "font-mono", className)}
      {...rest}
    />
  );
}
