import { DocumentStateBadge } from "@/components/reviews/document-state";
import { StepList } from "@/components/reviews/step-list";
import { Callout } from "@/components/ui/callout";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import type { Actor } from "@/lib/core/context";
import type { PostMortemDocument } from "@/lib/reviews/schema";
import { documentStateLabels, steps } from "@/lib/reviews/sign-offs/labels";
import type { DocumentStanding } from "@/lib/reviews/sign-offs/queries";
import { mayGive, mayReturn } from "@/lib/reviews/sign-offs/rules";
import { ConfirmFirst, type Signing } from "./confirm-first";
import { ReturnForm } from "./return-form";
import { SignForm } from "./sign-form";

type Props = {
  document: PostMortemDocument;
  now: DocumentStanding;
  actor: Actor;
  /** Whether there is a difference to an earlier signed text to look at. */
  changed: boolean;
  signing: Signing;
};

/** The three steps with the form of the one that this person may give, or why they may not. */
export function StepsPanel({ document, now, actor, changed, signing }: Props) {
  const signers = steps.flatMap((step) => now.given[step]?.name ?? []);
  return (
    <Panel
      title="Sign-off"
      description={documentStateLabels[now.state].next}
      actions={<DocumentStateBadge state={now.state} />}
    >
      {now.returned ? (
        <Callout tone="warning" title={`${now.returned.name} asked for changes`} className="mb-5">
          <p className="whitespace-pre-line">{now.returned.comment}</p>
        </Callout>
      ) : null}
      <StepList
        now={now}
        zone={document.timeZone}
        beneath={(step) => {
          if (now.next !== step) return null;
          const verdict = mayGive(step, actor, now);
          return verdict.may ? (
            <>
              <ReadFirst documentRef={document.ref} changed={changed} />
              <ConfirmFirst documentRef={document.ref} signing={signing} />
              {signing.way.by === "password" || signing.confirmed ? (
                <SignForm documentRef={document.ref} step={step} hash={now.hash} way={signing.way} />
              ) : null}
            </>
          ) : (
            <p className="mt-0.5 text-muted text-sm">You cannot sign this step. {verdict.reason}</p>
          );
        }}
      />
      {mayReturn(actor, now).may ? (
        <details className="border-line border-t pt-4">
          <summary className="w-fit cursor-pointer font-medium text-accent">Request changes instead</summary>
          <div className="mt-3">
            <ReturnForm documentRef={document.ref} hash={now.hash} signers={signers} />
          </div>
        </details>
      ) : null}
    </Panel>
  );
}

function ReadFirst({ documentRef, changed }: { documentRef: string; changed: boolean }) {
  const link = "text-accent underline underline-offset-2";
  return (
    <p className="text-muted text-sm">
      Before you sign:{" "}
      <Link href={`/incidents/${documentRef}/post-mortem`} className={link}>
        read the document
      </Link>
      {changed ? (
        <>
          {" "}
          and{" "}
          <a href="#changes" className={link}>
            what changed since it was last signed
          </a>
        </>
      ) : null}
      .
    </p>
  );
}
