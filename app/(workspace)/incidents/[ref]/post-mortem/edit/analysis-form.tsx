"use client";

import { TextareaField } from "@/components/ui/textarea-field";
import { factorCategoryLabels } from "@/lib/reviews/rca/labels";
import type { ContributingFactor, RootCause } from "@/lib/reviews/schema";
import { submitAnalysis } from "../actions";
import { ListOf, listKeys } from "./list-of";
import type { RowField } from "./row";
import { SectionForm, type SectionFormProps } from "./section-form";

type Props = SectionFormProps & {
  whatHappened: string;
  rootCauses: readonly RootCause[];
  factors: readonly ContributingFactor[];
};

const cause: readonly RowField[] = [
  { key: "title", label: "Cause, in a few words", kind: "short", placeholder: "Connection leak" },
  { key: "text", label: "How it led to the incident", kind: "line" },
];

const categories = [
  { value: "", label: "No category" },
  ...Object.entries(factorCategoryLabels).map(([value, label]) => ({ value, label })),
];

const factor: readonly RowField[] = [
  { key: "text", label: "Factor", kind: "line" },
  { key: "category", label: "Category", kind: "choice", options: categories, half: true },
  { key: "positive", label: "It helped", kind: "check", half: true },
  { key: "acceptedRisk", label: "Why no action follows, if the risk is accepted", kind: "line" },
];

export function AnalysisForm({ whatHappened, rootCauses, factors, ...form }: Props) {
  return (
    <SectionForm {...form} action={submitAnalysis}>
      {(fields) => (
        <>
          <TextareaField
            name="whatHappened"
            label="What happened"
            hint="The mechanism, step by step, as it is understood now. Markdown."
            rows={6}
            autoFocus
            errors={fields.errors}
            defaultValue={String(fields.typed?.whatHappened ?? whatHappened)}
          />
          <ListOf
            {...{ fields }}
            legend="Root causes"
            hint={`Each without which it would not have happened. ${listKeys}`}
            name="rootCauses"
            noun="cause"
            rows={rootCauses}
            columns={cause}
          />
          <ListOf
            {...{ fields }}
            legend="Contributing factors"
            hint="What made it likelier, worse or longer; or what helped."
            name="factors"
            noun="factor"
            rows={factors}
            columns={factor}
          />
        </>
      )}
    </SectionForm>
  );
}
