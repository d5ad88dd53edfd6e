"use client";

import { useEffect, useRef } from "react";
import { Callout } from "@/components/ui/callout";
import { CopyButton } from "@/components/ui/copy-button";
import { Time } from "@/components/ui/time";

/** A key on its way to the page that shows it, once. */
type Made = { name: string; token: string; expiresAt: Date };

/** Whether what a form was handed is a new key. */
export function isNewToken(result: unknown): result is Made {
  return typeof result === "object" && result !== null && "token" in result && "expiresAt" in result;
}

/** The key itself, to be copied now. */
export function NewToken({ made, zone }: { made: Made; zone: string }) {
  const field = useRef<HTMLInputElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another key is another answer, and is gone to again
  useEffect(() => field.current?.focus(), [made.token]);
  return (
    <Callout tone="success" title={`Copy the key “${made.name}” now`}>
      <p>
        It is not shown again. It works until <Time at={made.expiresAt} zone={zone} absoluteOnly />.
      </p>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <input
          ref={field}
          readOnly
          aria-label="New API key"
          value={made.token}
          spellCheck={false}
          className="control h-8 min-w-0 flex-1 basis-52 px-2.5 font-mono text-sm"
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton text={made.token} label="Copy key" />
      </div>
      <p className="mt-2 text-muted text-xs">
        Send it with each request: <code className="font-mono">Authorization: Bearer hw_…</code>
      </p>
    </Callout>
  );
}
