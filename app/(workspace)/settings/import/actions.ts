"use server";

import { applyImport, discardImport, uploadImportForm } from "@/lib/documents/imports/commands";
import { action } from "@/lib/web/action";

export const submitUpload = action(uploadImportForm, { goTo: ({ id }) => `/settings/import/${id}` });

export const submitImport = action(applyImport, { goTo: ({ ref }) => `/incidents/${ref}` });

export const submitDiscard = action(discardImport, { goTo: () => "/settings/import" });
