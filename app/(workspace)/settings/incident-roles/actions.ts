"use server";

import { addRole, archiveRole, editRole, restoreRole } from "@/lib/incidents/roles/commands";
import { action } from "@/lib/web/action";

const home = "/settings/incident-roles";

export const submitNew = action(addRole, { say: "Added." });

export const submitEdit = action(editRole, { goTo: () => home });

export const submitArchive = action(archiveRole);

export const submitRestore = action(restoreRole);
