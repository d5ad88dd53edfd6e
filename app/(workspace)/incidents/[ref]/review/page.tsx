import type { Metadata } from "next";
import { may } from "@/lib/core/permissions";
import { fingerprint } from "@/lib/documents/verification/offline";
import { type ProviderNotice, providerNotices } from "@/lib/people/identities/labels";
import { listActivePeople } from "@/lib/people/queries";
import { wayToProve } from "@/lib/people/sign-in/queries";
import { completeness } from "@/lib/reviews/rules";
import { getReview } from "@/lib/reviews/sign-offs/queries";
import { isFresh } from "@/lib/reviews/sign-offs/rules";
import { orNotFound, pageSession } from "@/lib/web/session";
import { refIn } from "../load";
import { HistoryPanel } from "./history-panel";
import { ImportedPanel } from "./imported-panel";
import { ReadinessPanel } from "./readiness-panel";
import { SincePanel } from "./since-panel";
import { StepsPanel } from "./steps-panel";
import { TextPanel } from "./text-panel";

type Props = {
  params: Promise<{ ref: string }>;
  searchParams: Promise<{ error?: string | string[] }>;
};

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  return { title: `${await refIn(params)}: review` };
}

export default async function ReviewPage({ params, searchParams }: Props) {
  const [{ context, session }, ref, { error }] = await Promise.all([
    pageSession(),
    refIn(params),
    searchParams,
  ]);
  const [{ document, now, history, since, publicKey }, way, people] = await Promise.all([
    orNotFound(getReview(context, ref)),
    wayToProve(session),
    may(context.actor, "signature.link") ? listActivePeople(context) : null,
  ]);
  const confirmed = way.by === "provider" && isFresh(way.provedAt, context.now);
  const zone = document.timeZone;
  return (
    <div className="grid items-start gap-5 pt-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex min-w-0 flex-col gap-5">
        <StepsPanel
          document={document}
          now={now}
          actor={context.actor}
          changed={since.length > 0}
          signing={{ way, confirmed, failed: wordOf(error) }}
        />
        <SincePanel since={since} zone={zone} />
        <HistoryPanel documentRef={document.ref} history={history} zone={zone} />
      </div>
      <div className="flex min-w-0 flex-col gap-5">
        <ReadinessPanel
          documentRef={document.ref}
          complete={completeness(document, now.state === "approved")}
        />
        <TextPanel
          documentRef={document.ref}
          hash={now.hash}
          publicKey={publicKey}
          keyFingerprint={fingerprint(publicKey) ?? ""}
        />
        <ImportedPanel document={document} people={people} />
      </div>
    </div>
  );
}

/** Why confirming at the provider did not work: one of the words that we put into the address ourselves. */
function wordOf(error: string | string[] | undefined): ProviderNotice | undefined {
  return providerNotices.find((word) => word === error);
}
