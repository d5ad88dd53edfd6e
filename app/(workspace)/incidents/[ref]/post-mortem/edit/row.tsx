"use client";

import { ArrowDown, ArrowUp, X } from "lucide-react";
import type { KeyboardEvent } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { cx } from "@/components/ui/cx";
import type { FieldErrors } from "@/components/ui/field-ids";
import { IconButton } from "@/components/ui/icon-button";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";
import type { EditedRow } from "./rows";

/** One field of each row. A `line` grows, and Enter in it goes on to the next row. */
export type RowField = {
  key: string;
  label: string;
  kind: "line" | "prose" | "short" | "choice" | "check";
  options?: readonly { value: string; label: string }[] | undefined;
  placeholder?: string | undefined;
  /** How much of the row's width: a full line unless said otherwise. */
  half?: boolean | undefined;
  mono?: boolean | undefined;
};

type Props = {
  row: EditedRow;
  index: number;
  name: string;
  noun: string;
  fields: readonly RowField[];
  errors: FieldErrors;
  last?: boolean | undefined;
  onKeyDown?: ((event: KeyboardEvent<HTMLElement>) => void) | undefined;
  onMove?: ((by: 1 | -1) => void) | undefined;
  onRemove?: (() => void) | undefined;
};

/** One row of a list that is being edited. */
export function Row({ row, index, name, noun, fields, errors, last, onKeyDown, onMove, onRemove }: Props) {
  const single = fields.length === 1;
  const place = `${noun} ${index + 1}`;
  return (
    <li
      data-row={row.key}
      onKeyDown={onKeyDown}
      className={cx(
        "flex items-start gap-2 max-sm:flex-wrap",
        !single && "rounded-md border border-line bg-page p-3",
      )}
    >
      <span aria-hidden="true" className="tabular mt-1.5 w-5 shrink-0 text-right text-faint text-sm">
        {index + 1}
      </span>
      {/* Hidden by attribute and not by type: a draft keeps it, so that text finds its row again. */}
      <input hidden readOnly name={`${name}.${index}.id`} defaultValue={row.id} tabIndex={-1} />
      <div className="grid min-w-0 grow grid-cols-2 gap-x-3 gap-y-2.5 max-sm:basis-[calc(100%-2rem)]">
        {fields.map((field, at) => (
          <div key={field.key} className={cx("min-w-0", field.half ? "max-sm:col-span-2" : "col-span-2")}>
            <RowControl
              field={field}
              first={at === 0}
              name={`${name}.${index}.${field.key}`}
              label={single ? place : field.label}
              labelHidden={single}
              value={row.values[field.key] ?? ""}
              errors={errors}
            />
          </div>
        ))}
      </div>
      {onMove && onRemove ? (
        <div className="flex shrink-0 max-sm:ml-auto">
          <IconButton
            data-up=""
            label={`Move ${place} up`}
            keys={["Alt", "↑"]}
            size="sm"
            icon={<ArrowUp aria-hidden="true" />}
            disabled={index === 0}
            onClick={() => onMove(-1)}
          />
          <IconButton
            data-down=""
            label={`Move ${place} down`}
            keys={["Alt", "↓"]}
            size="sm"
            icon={<ArrowDown aria-hidden="true" />}
            disabled={last}
            onClick={() => onMove(1)}
          />
          <IconButton
            label={`Remove ${place}`}
            size="sm"
            icon={<X aria-hidden="true" />}
            onClick={onRemove}
          />
        </div>
      ) : null}
    </li>
  );
}

type ControlProps = {
  field: RowField;
  first: boolean;
  name: string;
  label: string;
  labelHidden: boolean;
  value: string;
  errors: FieldErrors;
};

function RowControl({ field, first, name, label, labelHidden, value, errors }: ControlProps) {
  const frame = { name, label, labelHidden, errors };
  const mark = first ? { "data-first": "" } : {};
  if (field.kind === "choice")
    return <SelectField {...frame} {...mark} options={[...(field.options ?? [])]} defaultValue={value} />;
  if (field.kind === "check")
    return (
      <Checkbox
        {...mark}
        name={name}
        label={label}
        defaultChecked={value === "on" || value === "true"}
        className="sm:pt-7"
      />
    );
  if (field.kind === "short")
    return (
      <TextField
        {...frame}
        {...mark}
        mono={field.mono}
        placeholder={field.placeholder}
        defaultValue={value}
      />
    );
  const line = field.kind === "line" ? { "data-line": "" } : {};
  return (
    <TextareaField
      {...frame}
      {...mark}
      {...line}
      rows={field.kind === "line" ? 1 : 3}
      placeholder={field.placeholder}
      defaultValue={value}
    />
  );
}
