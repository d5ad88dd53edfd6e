"use server";

import {
  addMember,
  archiveTeam,
  createTeam,
  editTeam,
  makeAccountable,
  removeMember,
  restoreTeam,
} from "@/lib/people/teams/commands";
import { action } from "@/lib/web/action";

export const submitNewTeam = action(createTeam, { goTo: ({ slug }) => `/teams/${slug}` });

export const submitTeam = action(editTeam, { say: "Saved.", show: ({ base }) => ({ base }) });

export const submitArchiving = action(archiveTeam, { say: "Archived." });

export const submitRestoring = action(restoreTeam, { say: "Restored." });

export const submitMember = action(addMember, { say: "Added." });

export const submitRemoval = action(removeMember, { say: "Removed." });

export const submitAccountable = action(makeAccountable, { say: "Accountable." });
