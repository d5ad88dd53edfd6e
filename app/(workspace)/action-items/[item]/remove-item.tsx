import { Trash2 } from "lucide-react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import type { ActionItem } from "@/lib/reviews/schema";
import { submitRemoval } from "../actions";

/** Takes an item out of its document, after asking. */
export function RemoveItem({ item }: { item: Pick<ActionItem, "ref" | "version"> }) {
  return (
    <AlertDialog
      trigger={
        <>
          <Trash2 aria-hidden="true" />
          Remove
        </>
      }
      title={`Remove ${item.ref}?`}
      consequence="It leaves the document and every list, and its number is not given again. The activity of the incident keeps what it said."
      confirmLabel="Remove it"
      action={submitRemoval}
      fields={{ ref: item.ref, version: String(item.version) }}
    />
  );
}
