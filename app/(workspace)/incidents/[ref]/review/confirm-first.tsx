import { ProviderLink } from "@/components/people/provider-link";
import { Callout } from "@/components/ui/callout";
import { type ProviderNotice, providerSentences } from "@/lib/people/identities/labels";
import type { WayToProve } from "@/lib/people/sign-in/queries";

/** How whoever signs says once more who they are. */
export type Signing = {
  way: WayToProve;
  /** Whether they confirmed it at the provider a moment ago. */
  confirmed: boolean;
  /** Why that did not work just now. */
  failed: ProviderNotice | undefined;
};

type Props = { documentRef: string; signing: Signing };

/** Sends whoever signed in at a provider there once more, before they can sign, and says what became of it. */
export function ConfirmFirst({ documentRef, signing: { way, confirmed, failed } }: Props) {
  if (way.by === "password") return null;
  if (confirmed)
    return (
      <Callout tone="success" className="mt-2 max-w-form">
        You confirmed with {way.name} who you are. Sign within five minutes.
      </Callout>
    );
  return (
    <div className="mt-2 flex max-w-form flex-col gap-3">
      {failed ? <Callout tone="danger">{providerSentences[failed]}</Callout> : null}
      <p className="text-muted text-sm">
        A signature asks again who you are, so that it is yours and nobody else's. You will come back to this
        page.
      </p>
      <ProviderLink name={way.name} next={`/incidents/${documentRef}/review`} again />
    </div>
  );
}
