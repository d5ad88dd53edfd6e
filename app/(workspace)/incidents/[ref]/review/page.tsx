import type { Metadata } from "next";
import { may } from "@/lib/core/permissions";
import { listActivePeople } from "@/lib/people/queries";
import { completeness } from "@/lib/reviews/rules";
import { getReview } from "@/lib/reviews/sign-offs/queries";
import { orNotFound, pageContext } from "@/lib/web/session";
import { refIn } from "../load";
import { HistoryPanel } from "./history-panel";
import { ImportedPanel } from "./imported-panel";
import { ReadinessPanel } from "./readiness-panel";
import { SincePanel } from "./since-panel";
import { StepsPanel } from "./steps-panel";
import { TextPanel } from "./text-panel";

type Props = { params: Promise<{ ref: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${await refIn(params)}: review` };
}

export default async function ReviewPage({ params }: Props) {
  const [context, ref] = await Promise.all([pageContext(), refIn(params)]);
  const [{ document, now, history, since, publicKey }, people] = await Promise.all([
    orNotFound(getReview(context, ref)),
    may(context.actor, "signature.link") ? listActivePeople(context) : null,
  ]);
  const zone = document.timeZone;
  return (
    <div className="grid items-start gap-5 pt-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex min-w-0 flex-col gap-5">
        <StepsPanel document={document} now={now} actor={context.actor} changed={since.length > 0} />
        <SincePanel since={since} zone={zone} />
        <HistoryPanel documentRef={document.ref} history={history} zone={zone} />
      </div>
      <div className="flex min-w-0 flex-col gap-5">
        <ReadinessPanel
          documentRef={document.ref}
          complete={completeness(document, now.state === "approved")}
        />
        <TextPanel documentRef={document.ref} hash={now.hash} publicKey={publicKey} />
        <ImportedPanel document={document} people={people} />
      </div>
    </div>
  );
}
