"use server";

import { previewTyped } from "@/lib/alerts/preview/queries";
import {
  addRule,
  addUsualRules,
  archiveRule,
  editRule,
  pauseRule,
  restoreRule,
  resumeRule,
} from "@/lib/alerts/rules/commands";
import { action } from "@/lib/web/action";
import { typedValues } from "@/lib/web/form-input";
import type { FormState } from "@/lib/web/form-state";

const page = ({ slug }: { slug: string }) => `/alerts/rules/${slug}`;

const saveNew = action(addRule, { goTo: page });
const saveEdit = action(editRule, { goTo: page });
const look = action(Object.assign(previewTyped, { action: "alert-rule.add" as const }), {
  show: (preview) => preview,
});

/** One form has two buttons: what is only looked at stays in it, as it was typed. */
async function preview(before: FormState, form: FormData): Promise<FormState> {
  return { ...(await look(before, form)), values: typedValues(form) };
}

export async function submitNew(before: FormState, form: FormData): Promise<FormState> {
  // Guarded like action(addRule): both ways go through action().
  return form.get("intent") === "preview" ? preview(before, form) : saveNew(before, form);
}

export async function submitEdit(before: FormState, form: FormData): Promise<FormState> {
  // Guarded like action(editRule): both ways go through action().
  return form.get("intent") === "preview" ? preview(before, form) : saveEdit(before, form);
}

export const submitUsual = action(addUsualRules);

export const submitPause = action(pauseRule);

export const submitResume = action(resumeRule);

export const submitArchive = action(archiveRule);

export const submitRestore = action(restoreRule);
