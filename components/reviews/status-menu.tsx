"use client";

import { ChevronDown } from "lucide-react";
import { Menu } from "@/components/ui/menu";
import { actionItemStatusLabels } from "@/lib/reviews/action-items/labels";
import type { ActionItem } from "@/lib/reviews/schema";
import type { FormState } from "@/lib/web/form-state";
import { ActionItemStatus } from "./action-item-status";

type Props = {
  item: Pick<ActionItem, "ref" | "version" | "status" | "title">;
  action: (before: FormState, form: FormData) => Promise<FormState>;
};

/** The status of an item, as a button that changes it. Done leads to its page, where the evidence is written down. */
export function StatusMenu({ item, action }: Props) {
  const others = Object.entries(actionItemStatusLabels).filter(([status]) => status !== item.status);
  return (
    <Menu
      variant="ghost"
      size="sm"
      align="start"
      label={`${item.ref} is ${actionItemStatusLabels[item.status]}. Change its status`}
      trigger={
        <>
          <ActionItemStatus status={item.status} plain />
          <ChevronDown aria-hidden="true" className="text-faint" />
        </>
      }
      entries={others.map(([status, label]) =>
        status === "done"
          ? {
              key: status,
              label: `${label}…`,
              hint: "with what shows it",
              href: `/action-items/${item.ref}?to=done#progress`,
            }
          : {
              key: status,
              label,
              action,
              fields: { ref: item.ref, version: String(item.version), status },
            },
      )}
    />
  );
}
