"use client";

import { ErrorPage } from "@/components/shell/error-page";
import { Button } from "@/components/ui/button";

/** A fault within a page: the frame stays, so that one can go on elsewhere. */
export default function WorkspaceError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <ErrorPage
      kind="fault"
      framed
      reference={error.digest}
      actions={
        <Button variant="primary" onClick={reset}>
          Try again
        </Button>
      }
    />
  );
}
