"use client";

import { useState } from "react";
import { Fieldset } from "@/components/ui/fieldset";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { alertComparisonLabels, alertFigureLabels, alertFigures } from "@/lib/alerts/rules/labels";
import type { AlertFigure } from "@/prisma/generated/enums";
import { type RuleTexts, ruleLabels } from "./rule-texts";

type Props = { shown: RuleTexts; errors: Readonly<Record<string, string>> };

const figures = alertFigures.map((figure) => ({
  value: figure,
  label: `${alertFigureLabels[figure].label}, ${alertFigureLabels[figure].unit}`,
}));
const sides = Object.entries(alertComparisonLabels).map(([value, label]) => ({ value, label }));

/** What a rule watches, and when it fires and ends. Without JavaScript the unit stands in the list of figures alone. */
export function ConditionFields({ shown, errors }: Props) {
  const [figure, setFigure] = useState(shown.figure);
  const { meaning } = alertFigureLabels[figure as AlertFigure] ?? {};
  return (
    <Fieldset legend="Condition">
      <SelectField
        key={`figure ${shown.figure}`}
        name="figure"
        label={ruleLabels.figure}
        hint={meaning}
        errors={errors}
        options={figures}
        defaultValue={shown.figure}
        onChange={(event) => setFigure(event.currentTarget.value)}
        required
      />
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
        <SelectField
          key={`comparison ${shown.comparison}`}
          name="comparison"
          label={ruleLabels.comparison}
          hint="Only ‘In use’ has two."
          errors={errors}
          options={sides}
          defaultValue={shown.comparison}
        />
        <TextField
          name="threshold"
          label={ruleLabels.threshold}
          hint="In its unit, as above."
          errors={errors}
          inputMode="decimal"
          autoComplete="off"
          defaultValue={shown.threshold}
          required
        />
        <TextField
          name="forSeconds"
          label={ruleLabels.forSeconds}
          hint="Before it fires: 30 s, 2 min, 1 h."
          errors={errors}
          autoComplete="off"
          defaultValue={shown.forSeconds}
          required
        />
      </div>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
        <TextField
          name="clearThreshold"
          label={ruleLabels.clearThreshold}
          hint="Empty: at the threshold."
          errors={errors}
          inputMode="decimal"
          autoComplete="off"
          defaultValue={shown.clearThreshold}
          optional
        />
        <TextField
          name="keepFiringSeconds"
          label={ruleLabels.keepFiringSeconds}
          hint="Before it ends."
          errors={errors}
          autoComplete="off"
          defaultValue={shown.keepFiringSeconds}
          required
        />
      </div>
    </Fieldset>
  );
}
