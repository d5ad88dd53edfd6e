"use server";

import {
  changeActionItemStatus,
  editActionItem,
  removeActionItem,
} from "@/lib/reviews/action-items/commands";
import { action } from "@/lib/web/action";

export const submitStatus = action(changeActionItemStatus, { say: "Saved." });
export const submitWording = action(editActionItem, { say: "Saved." });
export const submitRemoval = action(removeActionItem, {
  goTo: ({ incidentRef }) => `/incidents/${incidentRef}/action-items`,
});
