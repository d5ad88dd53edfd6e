import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";

export type CalloutTone = "info" | "warning" | "danger" | "success" | "neutral";

const icons = {
  info: Info,
  neutral: Info,
  warning: TriangleAlert,
  danger: CircleAlert,
  success: CircleCheck,
};
const spoken = { info: "Note", neutral: "Note", warning: "Warning", danger: "Problem", success: "Done" };

type Props = {
  tone?: CalloutTone | undefined;
  title?: ReactNode;
  children?: ReactNode;
  /** Buttons or links, at the end of the line on wide screens. */
  actions?: ReactNode;
  className?: string | undefined;
};

/** Something to know before going on. The tone is said in words too, for those who cannot see it. */
export function Callout({ tone = "info", title, children, actions, className }: Props) {
  const Icon = icons[tone];
  return (
    <div
      data-tone={tone}
      className={cx(
        "flex flex-wrap items-start gap-x-3 gap-y-2 rounded-md border border-tone-line bg-tone-soft/60 px-3 py-2.5 text-sm",
        className,
      )}
    >
      <div className="flex min-w-0 flex-1 gap-2.5">
        <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-tone-ink" />
        <div className="min-w-0 max-w-measure">
          <span className="sr-only">{spoken[tone]}: </span>
          {title ? <p className="font-medium text-tone-ink">{title}</p> : null}
          {children ? <div className={cx("text-ink", title ? "mt-0.5" : null)}>{children}</div> : null}
        </div>
      </div>
      {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
    </div>
  );
}
