import { cx } from "./cx";
import { initials } from "./initials";

const sizes = { sm: "size-5 text-[0.5625rem]", md: "size-6 text-2xs", lg: "size-8 text-xs" };

type Props = {
  name: string;
  size?: keyof typeof sizes | undefined;
  /** Writes the name beside it; otherwise the name is only read aloud and hovered. */
  withName?: boolean | undefined;
  /** Somebody who no longer works here. */
  faded?: boolean | undefined;
};

/** A person, as initials. */
export function Avatar({ name, size = "md", withName, faded }: Props) {
  const mark = (
    <span
      aria-hidden="true"
      title={withName ? undefined : name}
      className={cx(
        "inline-flex shrink-0 select-none items-center justify-center rounded-full bg-accent-soft font-semibold text-accent tracking-tight ring-1 ring-accent-line ring-inset",
        faded && "bg-sunken text-faint ring-line",
        sizes[size],
      )}
    >
      {initials(name)}
    </span>
  );
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5 align-middle">
      {mark}
      <span className={withName ? cx("truncate", faded && "text-faint") : "sr-only"}>{name}</span>
    </span>
  );
}
