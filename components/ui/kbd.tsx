import { cx } from "./cx";

/** Keys to press, one cap each, one after the other. */
export function Kbd({ keys, inverse = false }: { keys: readonly string[]; inverse?: boolean | undefined }) {
  return (
    <span className="inline-flex gap-0.5">
      {keys.map((key) => (
        <kbd
          key={key}
          className={cx(
            "inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-xs border px-1 font-sans text-2xs",
            inverse ? "border-current/35" : "border-line bg-sunken text-muted",
          )}
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
