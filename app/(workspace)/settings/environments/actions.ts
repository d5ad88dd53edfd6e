"use server";

import {
  addUsualEnvironments,
  archiveEnvironment,
  createEnvironment,
  editEnvironment,
  restoreEnvironment,
} from "@/lib/catalog/environments/commands";
import { action } from "@/lib/web/action";

const home = "/settings/environments";

export const submitUsual = action(addUsualEnvironments);

export const submitNew = action(createEnvironment, { say: "Added." });

export const submitEdit = action(editEnvironment, { goTo: () => home });

export const submitArchive = action(archiveEnvironment);

export const submitRestore = action(restoreEnvironment);
