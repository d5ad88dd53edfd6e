import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cx } from "./cx";

export type SelectOption = { value: string; label: string; disabled?: boolean | undefined };

export type SelectProps = ComponentProps<"select"> & {
  options?: readonly SelectOption[] | undefined;
  /** First line, with the empty value: 'Choose a service'. */
  placeholder?: string | undefined;
};

/** The browser's own list in our frame: it works by keyboard, on phones and without JavaScript. */
export function Select({ options, placeholder, className, children, ...rest }: SelectProps) {
  return (
    <span className={cx("relative block", className)}>
      <select
        className="control h-8 appearance-none truncate pr-8 pl-2.5 text-base pointer-coarse:h-11"
        {...rest}
      >
        {placeholder === undefined ? null : <option value="">{placeholder}</option>}
        {options?.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
        {children}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-muted"
      />
    </span>
  );
}
