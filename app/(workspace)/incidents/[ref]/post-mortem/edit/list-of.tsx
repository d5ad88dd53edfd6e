"use client";

import { Fieldset } from "@/components/ui/fieldset";
import type { RowField } from "./row";
import { RowsEditor } from "./rows-editor";
import type { SectionFields } from "./section-form";

type Props<Row> = {
  fields: SectionFields;
  legend: string;
  hint?: string | undefined;
  name: string;
  noun: string;
  rows: readonly Row[];
  columns: readonly RowField[];
};

/** A list of a section's form, under its own heading. */
export function ListOf<Row extends { id: string }>({
  fields,
  legend,
  hint,
  name,
  noun,
  rows,
  columns,
}: Props<Row>) {
  const stored = rows.map(({ id, ...values }) => ({ id, values: textsOf(values) }));
  return (
    <Fieldset legend={legend} hint={hint}>
      <RowsEditor {...fields} name={name} noun={noun} stored={stored} fields={columns} />
    </Fieldset>
  );
}

function textsOf(values: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      value === null || value === undefined ? "" : String(value),
    ]),
  );
}

/** The one column of a list of sentences. */
export const sentence: readonly RowField[] = [{ key: "text", label: "Text", kind: "line" }];

/** How keys work in a list of sentences; said once in a form. */
export const listKeys = "Enter goes on to a new row, Alt with ↑ or ↓ moves one. An empty row is left out.";
