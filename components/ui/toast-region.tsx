"use client";

import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { Toaster as Sonner } from "sonner";

/** The toasts themselves, in our frame. */
export function ToastRegion() {
  return (
    <Sonner
      position="bottom-right"
      gap={8}
      visibleToasts={4}
      offset={{ bottom: 16, right: 16 }}
      mobileOffset={{ bottom: 72, left: 12, right: 12 }}
      icons={{
        success: <CircleCheck className="size-4 text-success-ink" />,
        error: <CircleAlert className="size-4 text-danger-ink" />,
        warning: <TriangleAlert className="size-4 text-warning-ink" />,
        info: <Info className="size-4 text-info-ink" />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-start gap-2.5 rounded-md bg-overlay font-sans px-3.5 py-3 text-ink text-sm shadow-popup sm:w-88 [&_[data-icon]]:mt-0.5",
          content: "flex-1 min-w-0",
          title: "font-medium",
          description: "text-muted mt-0.5",
          actionButton: "font-medium text-accent underline underline-offset-2 shrink-0",
          cancelButton: "text-muted shrink-0",
        },
      }}
    />
  );
}
