import type { ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonClass } from "@/components/ui/button-class";
import { cx } from "@/components/ui/cx";

type Props = {
  trigger: ReactNode;
  /** The button's name where its content is only an icon. */
  label?: string | undefined;
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  align?: "start" | "end" | undefined;
  /** Flyouts of one group close each other. */
  group: string;
  /** `menu` is for a few short lines, `form` for fields. */
  width?: "menu" | "form" | undefined;
  className?: string | undefined;
  /** Told when a pointer or the focus comes near, or it is opened: for client components that fill it in only then. */
  onNear?: (() => void) | undefined;
  children: ReactNode;
};

/** A phone is too narrow for what unfolds beside its button: there it lies above the bar, and scrolls in itself. */
const onPhones =
  "max-sm:fixed max-sm:inset-x-4 max-sm:top-auto max-sm:bottom-[calc(var(--dock-height)+env(safe-area-inset-bottom)+1rem)] max-sm:max-h-[70dvh] max-sm:w-auto max-sm:max-w-none max-sm:overflow-y-auto";

/** A button that unfolds what belongs to it. The browser's own `details`: it works before and without JavaScript. */
export function Flyout({
  trigger,
  label,
  variant,
  size,
  align = "end",
  group,
  width = "form",
  ...props
}: Props) {
  return (
    <details
      data-flyout=""
      name={group}
      onPointerEnter={props.onNear}
      onFocus={props.onNear}
      onToggle={props.onNear}
      className={cx("group/flyout relative print:hidden", props.className)}
    >
      <summary
        aria-label={label}
        className={buttonClass(
          variant,
          size,
          "list-none [&::-webkit-details-marker]:hidden group-open/flyout:bg-hover",
        )}
      >
        {trigger}
      </summary>
      <div
        className={cx(
          "absolute top-[calc(100%+4px)] z-(--z-popup) rounded-md bg-overlay text-base shadow-popup",
          align === "end" ? "right-0" : "left-0",
          onPhones,
          width === "menu" ? "w-56 max-w-[80vw] p-1" : "w-80 max-w-[calc(100vw-2rem)] p-4",
        )}
      >
        {props.children}
      </div>
    </details>
  );
}
