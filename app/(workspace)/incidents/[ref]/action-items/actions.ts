"use server";

import { addActionItem } from "@/lib/reviews/action-items/commands";
import { action } from "@/lib/web/action";

export const submitItem = action(addActionItem, {
  goTo: ({ ref, incidentRef }) => `/incidents/${incidentRef}/action-items?added=${ref}#${ref}`,
});
