"use client";

import { useEffect, useRef, useSyncExternalStore } from "react";
import { Callout } from "@/components/ui/callout";
import { CopyButton } from "@/components/ui/copy-button";
import { Time } from "@/components/ui/time";
import type { LinkMade } from "./link-made";

const never = () => () => undefined;

/** The link itself, to be copied now. Under the address by which its maker came, which others reach too. */
export function NewLink({ made, zone }: { made: LinkMade; zone: string }) {
  const field = useRef<HTMLInputElement>(null);
  const origin = useSyncExternalStore(
    never,
    () => window.location.origin,
    () => made.origin,
  );
  const address = origin + made.path;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another link is another answer, and is gone to again
  useEffect(() => field.current?.focus(), [made.path]);
  return (
    <Callout tone="success" title={`Copy the link for “${made.name}” now`}>
      <p>
        It is not shown again. Whoever has it reads the updates, without signing in,{" "}
        {made.expiresAt ? (
          <>
            until <Time at={made.expiresAt} zone={zone} absoluteOnly />, or until it is revoked.
          </>
        ) : (
          "until it is revoked."
        )}
      </p>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <input
          ref={field}
          readOnly
          aria-label="Link for outside"
          value={address}
          spellCheck={false}
          className="control h-8 min-w-0 flex-1 basis-52 px-2.5 font-mono text-sm"
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton text={address} label="Copy link" />
      </div>
    </Callout>
  );
}
