"use server";

import {
  addHealthCheck,
  archiveHealthCheck,
  editHealthCheck,
  restoreHealthCheck,
} from "@/lib/alerts/health-checks/commands";
import { tryHealthCheck } from "@/lib/alerts/health-checks/trial";
import { action, type FormAction } from "@/lib/web/action";
import { typedValues } from "@/lib/web/form-input";

const page = ({ service }: { service: string }) => `/services/${service}`;

const tryIt = action(Object.assign(tryHealthCheck, { action: "health-check.add" as const }), {
  show: (answer) => answer,
});

/** The form's second button asks once; what was typed stays. */
const orTry =
  (save: FormAction): FormAction =>
  async (before, form) =>
    form.get("intent") === "try"
      ? { ...(await tryIt(before, form)), values: typedValues(form) }
      : save(before, form);

export const submitNew = orTry(action(addHealthCheck, { goTo: page }));

export const submitEdit = orTry(action(editHealthCheck, { goTo: page }));

export const submitArchive = action(archiveHealthCheck);

export const submitRestore = action(restoreHealthCheck);
