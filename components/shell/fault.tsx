"use client";

import { unstable_isUnrecognizedActionError as isOfOlderBuild } from "next/navigation";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { type TypedText, takeLeftBehind } from "@/components/ui/left-behind";
import { ErrorPage } from "./error-page";
import { TypedTexts } from "./typed-texts";

/** What Next hands to an error boundary. */
export type FaultProps = { error: unknown; retry: () => void };

/**
 * A fault while a page was made: what happened, the request's id to tell, and to try again. A form of a page that was
 * opened before an upgrade is no fault: such a page only has to be loaded anew. What the form was sent with is shown.
 */
export function Fault({ error, retry, framed = false }: FaultProps & { framed?: boolean }) {
  const [typed, setTyped] = useState<readonly TypedText[]>([]);
  useEffect(() => {
    const left = takeLeftBehind();
    setTyped((before) => [...before, ...left]);
  }, []);
  const texts = typed.length > 0 ? <TypedTexts texts={typed} /> : null;
  if (isOfOlderBuild(error))
    return (
      <ErrorPage
        kind="outdated"
        framed={framed}
        typed={texts}
        actions={
          <Button variant="primary" onClick={() => window.location.reload()}>
            Load the page again
          </Button>
        }
      />
    );
  return (
    <ErrorPage
      kind="fault"
      framed={framed}
      typed={texts}
      reference={digestOf(error)}
      actions={
        <>
          <Button variant="primary" onClick={() => retry()}>
            Try again
          </Button>
          <a href="/" className={buttonClass()}>
            Go to Now
          </a>
        </>
      }
    />
  );
}

function digestOf(error: unknown): string | undefined {
  const digest = typeof error === "object" && error !== null && "digest" in error ? error.digest : undefined;
  return typeof digest === "string" ? digest : undefined;
}
