"use client";

import { controlLabels } from "@/lib/reviews/controls/labels";
import { submitControls } from "../actions";
import { ListOf } from "./list-of";
import type { RowField } from "./row";
import { SectionForm, type SectionFormProps } from "./section-form";

type Row = { id: string; text: string; verification: string | null };
type Props = SectionFormProps & { technical: readonly Row[]; process: readonly Row[] };

const control: readonly RowField[] = [
  { key: "text", label: "What must hold", kind: "line" },
  { key: "verification", label: "How it is verified (may change without voiding signatures)", kind: "line" },
];

export function ControlsForm({ technical, process, ...form }: Props) {
  return (
    <SectionForm {...form} action={submitControls}>
      {(fields) => (
        <>
          <ListOf
            {...{ fields }}
            legend={controlLabels.technical}
            hint="What machines enforce or watch: alerts, tests, limits, gates."
            name="technical"
            noun="control"
            rows={technical}
            columns={control}
          />
          <ListOf
            {...{ fields }}
            legend={controlLabels.process}
            hint="What people do each time: reviews, checklists, exercises."
            name="process"
            noun="control"
            rows={process}
            columns={control}
          />
        </>
      )}
    </SectionForm>
  );
}
