import { cx } from "./cx";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger" | "ink";
export type ButtonSize = "sm" | "md" | "lg";

const shape =
  "inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md font-medium " +
  "transition-colors disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed " +
  "aria-disabled:opacity-55 [&_svg]:shrink-0";

const variants: Record<ButtonVariant, string> = {
  primary: "bg-accent text-on-accent shadow-control hover:bg-accent-strong",
  secondary: "border border-rim bg-panel text-ink shadow-control hover:border-edge hover:bg-hover",
  ghost: "text-muted hover:bg-hover hover:text-ink aria-expanded:bg-hover aria-expanded:text-ink",
  danger: "bg-danger-solid text-on-danger shadow-control hover:bg-danger-solid/88",
  ink: "bg-ink text-page shadow-control hover:bg-ink/85",
};

const sizes: Record<ButtonSize, string> = {
  sm: "h-7 gap-1.5 px-2.5 text-sm pointer-coarse:h-11 [&_svg]:size-3.5",
  md: "h-8 gap-2 px-3 text-base pointer-coarse:h-11 [&_svg]:size-4",
  lg: "h-10 gap-2 px-4 text-base pointer-coarse:h-12 [&_svg]:size-4",
};

/** The look of a button, for elements that are no `Button`: links and triggers. */
export function buttonClass(variant: ButtonVariant = "secondary", size: ButtonSize = "md", more?: string) {
  return cx(shape, variants[variant], sizes[size], more);
}
