"use client";

import { Button } from "@/components/ui/button";

/**
 * Stands where a form should open that is fetched only then and could not be had; the rest of the page stays as it is.
 * It has the focus as the form would.
 */
export function FormMissing() {
  return (
    <div className="mt-2 flex flex-col items-start gap-2 rounded-md border border-line bg-sunken p-3 text-sm">
      <p role="alert">
        No answer from Highwater, and the form could not be opened. Nothing was changed: load the page again
        once there is an answer again.
      </p>
      <Button size="sm" autoFocus onClick={() => window.location.reload()}>
        Load the page again
      </Button>
    </div>
  );
}

/** What a form that is fetched late becomes where its fetching fails. */
export const orFormMissing = () => FormMissing;
