import type { ReactNode } from "react";
import { cx } from "./cx";

type Props = {
  legend: ReactNode;
  hint?: ReactNode;
  children: ReactNode;
  className?: string | undefined;
};

/** Fields that belong together, under one legend. */
export function Fieldset({ legend, hint, children, className }: Props) {
  return (
    <fieldset className={cx("min-w-0", className)}>
      <legend className="font-semibold text-base">{legend}</legend>
      {hint ? <p className="mt-0.5 max-w-measure text-muted text-sm">{hint}</p> : null}
      <div className="mt-3 flex flex-col gap-4">{children}</div>
    </fieldset>
  );
}
