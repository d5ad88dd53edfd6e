import { ShieldAlert, ShieldCheck } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { canonicalJson } from "@/lib/core/canonical";
import { certificateStatement } from "@/lib/reviews/sign-offs/certificate";
import { stepLabels } from "@/lib/reviews/sign-offs/labels";
import type { HistoryAct } from "@/lib/reviews/sign-offs/queries";

type Props = { documentRef: string; history: readonly HistoryAct[]; zone: string };

/** Every act on the document, the latest first: what stands, what was voided, and each certificate. */
export function HistoryPanel({ documentRef, history, zone }: Props) {
  return (
    <Panel title="History" flush>
      {history.length === 0 ? (
        <EmptyState title="Nobody has signed it yet">
          Each signature, return and voiding is kept here.
        </EmptyState>
      ) : (
        <ol>
          {history.map((act) => (
            <li key={act.id} className="border-line border-b px-4 py-3 last:border-0">
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <span>
                  <span className="font-medium">{act.name}</span>
                  {act.title ? <span className="text-muted">, {act.title},</span> : null}{" "}
                  {act.act === "given"
                    ? `signed it as ${stepLabels[act.step].done.toLowerCase()}`
                    : "asked for changes"}
                </span>
                {act.act === "given" ? (
                  <Badge tone={act.stands ? "success" : "neutral"}>{act.stands ? "Stands" : "Voided"}</Badge>
                ) : null}
              </p>
              <p className="text-faint text-sm">
                <Time at={act.at} zone={zone} show="full" />
              </p>
              {act.comment ? <p className="mt-1 whitespace-pre-line">“{act.comment}”</p> : null}
              {act.certificate === null ? null : (
                <Certificate {...{ documentRef, act }} certificate={act.certificate} />
              )}
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

type CertificateProps = { documentRef: string; act: HistoryAct; certificate: string };

function Certificate({ documentRef, act, certificate }: CertificateProps) {
  const statement = canonicalJson(certificateStatement(documentRef, act));
  const Shield = act.certified ? ShieldCheck : ShieldAlert;
  return (
    <details className="mt-1.5 text-sm">
      <summary className="cursor-pointer text-muted">
        <Shield
          aria-hidden="true"
          className={`mr-1 inline size-4 ${act.certified ? "text-success-ink" : "text-danger-ink"}`}
        />
        {act.certified ? "Certificate is valid" : "Certificate does not fit what is stored"}
      </summary>
      <dl className="mt-2 flex flex-col gap-2">
        <Fact term="Statement" copy="Copy statement" value={statement} />
        <Fact term="Ed25519 signature, base64" copy="Copy signature" value={certificate} />
        <div>
          <dt className="text-faint text-xs">Signed text</dt>
          <dd>
            <a
              href={`/incidents/${documentRef}/review/signed-text?hash=${act.hash}`}
              className="wrap-anywhere font-mono text-accent text-xs underline underline-offset-2"
            >
              {act.hash}
            </a>
          </dd>
        </div>
      </dl>
    </details>
  );
}

function Fact({ term, copy, value }: { term: string; copy: string; value: string }) {
  return (
    <div>
      <dt className="flex items-center gap-2 text-faint text-xs">
        {term} <CopyButton text={value} label={copy} variant="ghost" size="sm" />
      </dt>
      <dd className="wrap-anywhere rounded-sm bg-sunken px-2 py-1 font-mono text-xs">{value}</dd>
    </div>
  );
}
