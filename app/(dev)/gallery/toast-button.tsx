"use client";

import { toast } from "sonner";
import { Button } from "@/components/ui/button";

export function ToastButton() {
  return (
    <Button
      size="sm"
      onClick={() =>
        toast.success("Entry added at 14:40 EDT.", {
          description: "The timeline is in New York time.",
          action: { label: "Undo", onClick: () => undefined },
        })
      }
    >
      Show a toast
    </Button>
  );
}
