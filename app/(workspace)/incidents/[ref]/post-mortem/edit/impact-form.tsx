"use client";

import { Fieldset } from "@/components/ui/fieldset";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { dataLossLabels, impactGroupLabels } from "@/lib/incidents/impact/labels";
import type { ImpactGroup } from "@/prisma/generated/enums";
import { submitImpact } from "../actions";
import { ListOf, listKeys, sentence } from "./list-of";
import { SectionForm, type SectionFormProps } from "./section-form";

const figureNames = [
  "usersAffected",
  "customersAffected",
  "unavailableFrom",
  "unavailableTo",
  "dataLoss",
  "delay",
] as const;

type Props = SectionFormProps & {
  statements: Record<ImpactGroup, readonly string[]>;
  /** As people type them: `~150`, `2025-10-08 14:23`. */
  figures: Record<(typeof figureNames)[number], string>;
  zone: string;
};

const losses = [
  { value: "", label: "Not said" },
  ...Object.entries(dataLossLabels).map(([value, label]) => ({ value, label })),
];

export function ImpactForm({ statements, figures, zone, ...form }: Props) {
  return (
    <SectionForm {...form} action={submitImpact}>
      {(fields) => {
        const of = (name: (typeof figureNames)[number]) => ({
          name,
          errors: fields.errors,
          defaultValue: String(fields.typed?.[name] ?? figures[name]),
        });
        const list = (group: ImpactGroup) => ({
          fields,
          name: group,
          noun: "statement",
          legend: impactGroupLabels[group],
          rows: statements[group].map((text, index) => ({ id: `${group}-${index}`, text })),
          columns: sentence,
        });
        return (
          <>
            <ListOf {...list("user")} hint={listKeys} />
            <ListOf {...list("business")} />
            <ListOf {...list("detection")} />
            <Fieldset legend="Figures" hint="Leave empty what is not known; 0 says that nobody was affected.">
              <div className="grid gap-4 sm:grid-cols-2">
                <TextField {...of("usersAffected")} label="Users affected" hint="A number; ~150 for about." />
                <TextField
                  {...of("customersAffected")}
                  label="Customers affected"
                  hint="A number; 0 for none."
                />
                <TextField
                  {...of("unavailableFrom")}
                  label="Unavailable from"
                  hint={`In ${zone}: 2025-10-08 14:23.`}
                />
                <TextField {...of("unavailableTo")} label="Unavailable until" hint={`In ${zone}.`} />
                <SelectField
                  {...of("dataLoss")}
                  key={of("dataLoss").defaultValue}
                  label="Loss of data"
                  options={losses}
                />
                <TextField {...of("delay")} label="Delay to other work" />
              </div>
            </Fieldset>
          </>
        );
      }}
    </SectionForm>
  );
}
