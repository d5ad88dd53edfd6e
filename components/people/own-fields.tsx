import type { ReactNode } from "react";
import { TextField } from "@/components/ui/text-field";
import type { FormState } from "@/lib/web/form-state";
import { TimeZoneField } from "./time-zone-field";

/** What messages call these fields. */
export const ownLabels = { name: "Name", title: "Job title", timeZone: "Time zone" } as const;

type Props = {
  state: FormState;
  /** What stands in the fields to begin with. */
  person?: { name: string; title: string | null; timeZone?: string };
  zones: readonly string[];
  form?: string;
  /** What stands between the name and the rest. */
  children?: ReactNode;
};

/** Name, job title and zone, as people give their own. */
export function OwnFields({ state: { values, fields }, person, zones, form, children }: Props) {
  const zone = values.timeZone ?? person?.timeZone;
  return (
    <>
      <TextField
        form={form}
        name="name"
        label={ownLabels.name}
        autoComplete="name"
        defaultValue={values.name ?? person?.name}
        errors={fields}
        required
      />
      {children}
      <TextField
        form={form}
        name="title"
        label={ownLabels.title}
        autoComplete="organization-title"
        hint="Stands beneath your name where you sign."
        defaultValue={values.title ?? person?.title ?? ""}
        errors={fields}
        optional
      />
      <TimeZoneField form={form} zones={zones} value={zone ?? "UTC"} detect={!zone} errors={fields} />
    </>
  );
}
