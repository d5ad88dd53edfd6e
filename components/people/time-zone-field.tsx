"use client";

import { useEffect, useState } from "react";
import type { FieldErrors } from "@/components/ui/field-ids";
import { SelectField } from "@/components/ui/select-field";

type Props = {
  /** Every zone that can be chosen; from the server, so that both sides know the same ones. */
  zones: readonly string[];
  value: string;
  /** Takes the browser's own zone in place of `value`, for somebody who has not chosen yet. */
  detect?: boolean | undefined;
  /** What the zone is for; a person's own without it. */
  hint?: string | undefined;
  errors?: FieldErrors | undefined;
  form?: string | undefined;
};

/** The zone in which a person reads times. */
export function TimeZoneField({ zones, value, detect = false, hint, errors, form }: Props) {
  const [zone, setZone] = useState(value);
  useEffect(() => {
    if (!detect) return;
    setZone(Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC");
  }, [detect]);
  // Some zones have two names; the one that is in use is offered even where the list has the other.
  const offered = zones.includes(zone) ? zones : [zone, ...zones];
  return (
    <SelectField
      name="timeZone"
      label="Time zone"
      hint={hint ?? "Times are shown to you in this zone. Each incident keeps its own."}
      value={zone}
      onChange={(event) => setZone(event.target.value)}
      options={offered.map((name) => ({ value: name, label: name.replaceAll("_", " ") }))}
      errors={errors}
      form={form}
      required
    />
  );
}
