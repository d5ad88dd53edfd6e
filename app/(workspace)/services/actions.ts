"use server";

import { archiveService, createService, editService, restoreService } from "@/lib/catalog/services/commands";
import { action } from "@/lib/web/action";

const page = ({ slug }: { slug: string }) => `/services/${slug}`;

export const submitNew = action(createService, { goTo: page });

export const submitEdit = action(editService, { goTo: page });

export const submitArchive = action(archiveService);

export const submitRestore = action(restoreService);
