import type { ReactNode } from "react";
import { Button } from "./button";
import { cx } from "./cx";
import { Input } from "./input";
import { LinkButton } from "./link-button";
import { Select, type SelectOption } from "./select";

/** One list to choose from. */
export type FilterChoice = {
  name: string;
  label: string;
  options: readonly SelectOption[];
  value: string;
  /** The first line, which narrows nothing; for a choice that has no such line among its options. */
  any?: string;
  className?: string;
};

type Props = {
  /** The address of the list, without filters. */
  home: string;
  /** Whether anything but the usual is asked for. */
  narrowed: boolean;
  text?: { label: string; value: string };
  choices: readonly FilterChoice[];
  /** More fields, after the lists. */
  children?: ReactNode;
  /** For a bar that is a row of its own, not beside a title. */
  row?: boolean;
};

/** Narrows a list; what is chosen stands in the address. Works without JavaScript. */
export function FilterBar({ home, narrowed, text, choices, children, row = false }: Props) {
  return (
    <search>
      <form
        action={home}
        className={
          row
            ? "grid grid-cols-2 items-center gap-2 border-line border-b p-3 md:flex md:flex-wrap"
            : "flex flex-wrap items-center gap-2 py-1"
        }
      >
        {text ? (
          <Input
            name="text"
            type="search"
            aria-label={text.label}
            placeholder={text.label}
            defaultValue={text.value}
            className="w-52"
          />
        ) : null}
        {choices.map(({ name, label, options, value, any, className }) => (
          <Select
            key={`${name} ${value}`}
            name={name}
            aria-label={label}
            placeholder={any}
            options={options}
            defaultValue={value}
            className={cx("w-32", className)}
          />
        ))}
        {children}
        <div className="flex gap-2">
          <Button type="submit">Filter</Button>
          {narrowed ? (
            <LinkButton href={home} variant="ghost">
              Clear
            </LinkButton>
          ) : null}
        </div>
      </form>
    </search>
  );
}
