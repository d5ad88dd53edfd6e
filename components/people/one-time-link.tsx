"use client";

import { useSyncExternalStore } from "react";
import { Callout } from "@/components/ui/callout";
import { CopyButton } from "@/components/ui/copy-button";
import { Time } from "@/components/ui/time";
import type { HandedOver } from "./handed-over";

type Props = { link: HandedOver; zone: string };

const never = () => () => undefined;

/** A link that an admin hands over, shown this once. Under the address by which the admin came, which others reach too. */
export function OneTimeLink({ link, zone }: Props) {
  const origin = useSyncExternalStore(
    never,
    () => window.location.origin,
    () => link.origin,
  );
  const address = origin + link.path;
  return (
    <Callout
      tone="success"
      title={link.mailed ? `A mail with this link goes to ${link.email}` : `Hand this link to ${link.email}`}
    >
      <p>
        {link.mailed
          ? "You can hand it over yourself as well. "
          : "No mail server is set up, so it is yours to hand over. "}
        It works once, until <Time at={link.expiresAt} zone={zone} absoluteOnly />, and is not shown again.
      </p>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <input
          readOnly
          aria-label="One-time link"
          value={address}
          className="control h-8 min-w-0 flex-1 basis-52 px-2.5 font-mono text-sm"
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton text={address} label="Copy link" />
      </div>
    </Callout>
  );
}
