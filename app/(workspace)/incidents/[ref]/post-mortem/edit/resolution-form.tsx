"use client";

import type { CodeChange, Fix } from "@/lib/reviews/schema";
import { submitResolution } from "../actions";
import { ListOf, listKeys, sentence } from "./list-of";
import type { RowField } from "./row";
import { SectionForm, type SectionFormProps } from "./section-form";

type Props = SectionFormProps & { fixes: readonly Fix[]; codeChanges: readonly CodeChange[] };

const codeChange: readonly RowField[] = [
  {
    key: "file",
    label: "File or place",
    kind: "short",
    mono: true,
    half: true,
    placeholder: "config/database.py",
  },
  { key: "text", label: "Setting or change", kind: "line", half: true, placeholder: "Pool size" },
  { key: "before", label: "Before", kind: "short", half: true, placeholder: "50" },
  { key: "after", label: "After", kind: "short", half: true, placeholder: "200" },
];

export function ResolutionForm({ fixes, codeChanges, ...form }: Props) {
  return (
    <SectionForm {...form} action={submitResolution}>
      {(fields) => (
        <>
          <ListOf
            {...{ fields }}
            legend="Immediate fixes"
            hint={`What ended the incident, in order. ${listKeys}`}
            name="fixes"
            noun="fix"
            rows={fixes}
            columns={sentence}
          />
          <ListOf
            {...{ fields }}
            legend="Code changes"
            hint="One line for each setting or change; before and after where it has values."
            name="codeChanges"
            noun="change"
            rows={codeChanges}
            columns={codeChange}
          />
        </>
      )}
    </SectionForm>
  );
}
