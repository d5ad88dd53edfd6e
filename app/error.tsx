"use client";

import { ErrorPage } from "@/components/shell/error-page";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";

type Props = { error: unknown; retry: () => void };

export default function ErrorBoundary({ error, retry }: Props) {
  return (
    <ErrorPage
      kind="fault"
      reference={digestOf(error)}
      actions={
        <>
          <Button variant="primary" onClick={() => retry()}>
            Try again
          </Button>
          <LinkButton href="/">Go to Now</LinkButton>
        </>
      }
    />
  );
}

function digestOf(error: unknown): string | undefined {
  const digest = typeof error === "object" && error !== null && "digest" in error ? error.digest : undefined;
  return typeof digest === "string" ? digest : undefined;
}
