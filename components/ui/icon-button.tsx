"use client";

import type { ReactNode } from "react";
import type { ButtonProps } from "./button";
import { buttonClass } from "./button-class";
import { Tooltip } from "./tooltip";

type Props = Omit<ButtonProps, "aria-label" | "children"> & {
  /** What it does: the accessible name and the tooltip. */
  label: string;
  icon: ReactNode;
  keys?: readonly string[] | undefined;
  side?: "top" | "bottom" | "left" | "right" | undefined;
};

export function IconButton({ label, icon, keys, side, variant = "ghost", size, className, ...rest }: Props) {
  return (
    <Tooltip label={label} keys={keys} side={side}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        className={buttonClass(variant, size, `aspect-square px-0! ${className ?? ""}`)}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
