import { Markdown } from "@/components/ui/markdown";
import type { DocumentStanding } from "@/lib/reviews/sign-offs/queries";
import { EditableSection, type Editing } from "./editable-section";
import { ActionItems } from "./read/action-items";
import { Analysis } from "./read/analysis";
import type { Watching } from "./read/control-watching";
import { Impact, saysNothing } from "./read/impact";
import { Lessons } from "./read/lessons";
import { Prevention } from "./read/prevention";
import { Resolution } from "./read/resolution";
import { DocumentSection } from "./read/section";
import { SignOff } from "./read/sign-off";
import { Timeline } from "./read/timeline";
import { Unplaced } from "./read/unplaced";

type Props = {
  editing: Editing;
  now: DocumentStanding;
  watching: Watching;
  /** The calendar date where the reader is. */
  today: string;
};

/** The post-mortem as a document: its nine sections to read, one of them at a time to edit. */
export function DocumentSheet({ editing, now, watching, today }: Props) {
  const { document, mayEdit } = editing;
  const { ref, timeZone: zone, summary, rootCauses, factors, whatHappened, fixes, codeChanges } = document;
  const elsewhere = (page: string, label: string) => ({
    href: `/incidents/${ref}${page}`,
    label,
    leaves: true,
  });
  return (
    <article
      aria-label={`Post-mortem of ${ref}`}
      className="min-w-0 rounded-lg border border-line bg-panel px-5 py-7 text-doc sm:px-10 sm:py-10 print:border-0 print:p-0"
    >
      <div className="mx-auto max-w-measure">
        <p className="-mb-3 text-faint text-sm">
          {document.classification} · {ref}
          {document.foreignRef ? `, imported as ${document.foreignRef}` : ""} · times in {zone}
        </p>
        <EditableSection
          {...{ editing }}
          section="summary"
          isEmpty={summary === ""}
          empty="Nobody has summed it up yet."
        >
          <Markdown size="doc" under={2}>
            {summary}
          </Markdown>
        </EditableSection>
        <EditableSection
          {...{ editing }}
          section="impact"
          isEmpty={saysNothing(document.impact)}
          empty="Whom it hit, and how hard, is not said yet."
        >
          <Impact impact={document.impact} zone={zone} />
        </EditableSection>
        <DocumentSection section="timeline" edit={mayEdit ? elsewhere("", "Open the timeline") : undefined}>
          <Timeline document={document} />
        </DocumentSection>
        <EditableSection
          {...{ editing }}
          section="root-cause-analysis"
          isEmpty={whatHappened === "" && rootCauses.length + factors.length === 0}
          empty="Why it happened is not written down yet."
        >
          <Analysis {...{ whatHappened, rootCauses, factors }} />
        </EditableSection>
        <EditableSection
          {...{ editing }}
          section="resolution"
          isEmpty={fixes.length + codeChanges.length === 0}
          empty="What ended it is not written down yet."
        >
          <Resolution {...{ fixes, codeChanges }} />
        </EditableSection>
        <EditableSection
          {...{ editing }}
          section="lessons"
          isEmpty={document.lessons.length === 0}
          empty="No lesson is written down yet."
        >
          <Lessons lessons={document.lessons} />
        </EditableSection>
        <DocumentSection
          section="action-items"
          edit={mayEdit ? elsewhere("/action-items", "Add or change") : undefined}
          isEmpty={document.actionItems.length === 0}
          empty="Nobody has promised anything yet."
        >
          <ActionItems items={document.actionItems} today={today} />
        </DocumentSection>
        <EditableSection
          {...{ editing }}
          section="prevention"
          isEmpty={document.controls.length === 0}
          empty="What must hold from now on is not written down yet."
        >
          <Prevention controls={document.controls} watching={watching} />
        </EditableSection>
        <DocumentSection section="sign-off" edit={elsewhere("/review", "Review and sign")}>
          <SignOff document={document} now={now} />
        </DocumentSection>
        <Unplaced parts={document.unplaced} />
      </div>
    </article>
  );
}
