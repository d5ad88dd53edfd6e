import { Eye } from "lucide-react";
import { ControlStateBadge } from "@/components/alerts/control-state";
import { QuickAction } from "@/components/incidents/quick-action";
import { buttonClass } from "@/components/ui/button-class";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { controlVerdictLabels, sayTarget } from "@/lib/alerts/controls/labels";
import type { ControlStep, ControlWatch, listWatchers } from "@/lib/alerts/controls/queries";
import { submitUnwatch } from "../actions";
import { WatchForm } from "./watch-form";

/** What the section knows of the watching of its controls. */
export type Watching = {
  documentRef: string;
  watches: ReadonlyMap<string, ControlWatch & { steps: readonly ControlStep[] }>;
  mayWatch: boolean;
  /** The control whose form is open, and what can watch it. */
  form: { controlId: string; watchers: Awaited<ReturnType<typeof listWatchers>> } | null;
  zone: string;
  now: Date;
};

type Props = { controlId: string; watching: Watching };

/** How a control stands and by what it is watched, and the way to change that. */
export function ControlWatching({ controlId, watching }: Props) {
  const { documentRef, watches, mayWatch, form, zone, now } = watching;
  const watch = watches.get(controlId);
  const page = `/incidents/${documentRef}/post-mortem`;
  return (
    <div className="mt-1 grid gap-1.5 text-sm">
      {watch ? <Standing watch={watch} zone={zone} now={now} /> : null}
      {form?.controlId === controlId ? (
        <WatchForm
          documentRef={documentRef}
          controlId={controlId}
          watchers={form.watchers}
          by={watch?.target ?? null}
          doneHref={`${page}#control-${controlId}`}
        />
      ) : mayWatch ? (
        <div className="-ml-2.5 flex flex-wrap items-start gap-1 print:hidden">
          <Link
            href={`${page}?watch=${controlId}#control-${controlId}`}
            scroll={false}
            className={buttonClass("ghost", "sm")}
          >
            <Eye aria-hidden="true" />
            {watch ? "Watch by something else" : "Watch"}
          </Link>
          {watch ? (
            <QuickAction
              action={submitUnwatch}
              fields={{ ref: documentRef, controlId }}
              variant="ghost"
              size="sm"
            >
              Stop watching
            </QuickAction>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

type StandingProps = { watch: ControlWatch & { steps: readonly ControlStep[] }; zone: string; now: Date };

function Standing({ watch, zone, now }: StandingProps) {
  const { verdict, verdictSince, target, href, value, says, verifiedAt, steps } = watch;
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <ControlStateBadge state={verdict} />
        <span>
          since <Time at={verdictSince} zone={zone} now={now} />, by{" "}
          <Link href={href} className="wrap-anywhere text-accent">
            {sayTarget(target)}
          </Link>
        </span>
      </p>
      <p className="wrap-anywhere text-muted">
        {value === "" ? null : target.kind === "setting" ? (
          <code className="mr-2">{value}</code>
        ) : (
          `${value}: `
        )}
        {says}{" "}
        {verifiedAt ? (
          <>
            Last verified <Time at={verifiedAt} zone={zone} now={now} />.
          </>
        ) : (
          "Not verified yet."
        )}
      </p>
      {steps.length > 0 ? (
        <details className="print:hidden">
          <summary className="w-max rounded-xs text-accent hover:underline">
            {steps.length === 1 ? "Last change" : `Last ${steps.length} changes`}
          </summary>
          <ol className="mt-1 grid gap-1">
            {steps.map((step) => (
              <li key={step.id} className="wrap-anywhere text-muted">
                <Time at={step.at} zone={zone} now={now} absoluteOnly />{" "}
                <strong className="font-medium text-ink">{controlVerdictLabels[step.to]}</strong>, by{" "}
                {step.watched}
                {step.value === "" ? "" : `: ${step.value}`}. {step.says}
              </li>
            ))}
          </ol>
        </details>
      ) : null}
    </>
  );
}
