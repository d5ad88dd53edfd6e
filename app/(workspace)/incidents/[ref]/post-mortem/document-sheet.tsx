import { Markdown } from "@/components/ui/markdown";
import { lessonLabels } from "@/lib/reviews/lessons/schema";
import type { PostMortemDocument, SectionKey } from "@/lib/reviews/schema";
import type { DocumentStanding } from "@/lib/reviews/sign-offs/queries";
import { steps } from "@/lib/reviews/sign-offs/schema";
import { LessonKind } from "@/prisma/generated/enums";
import { type EditableSection, Editor, editable } from "./edit/editor";
import { ActionItems } from "./read/action-items";
import { Analysis } from "./read/analysis";
import { CodeChanges } from "./read/code-changes";
import { Impact, saysNothing } from "./read/impact";
import { TextList } from "./read/lists";
import { Milestones } from "./read/milestones";
import { Prevention } from "./read/prevention";
import { DocumentSection, Part } from "./read/section";
import { SignOff } from "./read/sign-off";
import { Timeline } from "./read/timeline";
import { Unplaced } from "./read/unplaced";

type Props = {
  document: PostMortemDocument;
  now: DocumentStanding;
  /** The calendar date where the reader is. */
  today: string;
  personId: string;
  mayEdit: boolean;
  editing: EditableSection | null;
};

/** The post-mortem as a document: its nine sections to read, one of them at a time to edit. */
export function DocumentSheet({ document, now, today, personId, mayEdit, editing }: Props) {
  const { ref, timeZone: zone } = document;
  const signers = steps.flatMap((step) => now.given[step]?.name ?? []);
  const section = (key: SectionKey) => {
    const inPlace = editable.find((one) => one === key);
    if (inPlace && editing === inPlace)
      return { section: key, children: <Editor {...{ document, personId, signers }} section={inPlace} /> };
    return null;
  };
  const edit = (key: EditableSection, label = "Edit") =>
    mayEdit ? { href: `/incidents/${ref}/post-mortem?edit=${key}#${key}`, label } : undefined;
  const elsewhere = (href: string, label: string) => (mayEdit ? { href, label, leaves: true } : undefined);
  const editingOr = (key: EditableSection, read: Omit<Parameters<typeof DocumentSection>[0], "section">) => (
    <DocumentSection {...(section(key) ?? { section: key, edit: edit(key), ...read })} />
  );
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
        {editingOr("summary", {
          isEmpty: document.summary === "",
          empty: "Nobody has summed it up yet.",
          children: (
            <Markdown size="doc" under={2}>
              {document.summary}
            </Markdown>
          ),
        })}
        {editingOr("impact", {
          isEmpty: saysNothing(document.impact),
          empty: "Whom it hit, and how hard, is not said yet.",
          children: <Impact impact={document.impact} zone={zone} />,
        })}
        <DocumentSection section="timeline" edit={elsewhere(`/incidents/${ref}`, "Open the timeline")}>
          {document.timeline.length > 0 ? (
            <Timeline documentRef={ref} entries={document.timeline} zone={zone} />
          ) : (
            <p className="text-faint">No entry is in the document.</p>
          )}
          {document.entriesLeftOut > 0 ? (
            <p className="text-faint text-sm" data-no-print="">
              {document.entriesLeftOut} {document.entriesLeftOut === 1 ? "entry stands" : "entries stand"} in
              the timeline only, and {document.entriesLeftOut === 1 ? "is" : "are"} not part of this document.
            </p>
          ) : null}
          <Milestones milestones={document.milestones} statedDuration={document.statedDuration} zone={zone} />
        </DocumentSection>
        {editingOr("root-cause-analysis", {
          isEmpty: document.whatHappened === "" && document.rootCauses.length + document.factors.length === 0,
          empty: "Why it happened is not written down yet.",
          children: (
            <Analysis
              whatHappened={document.whatHappened}
              rootCauses={document.rootCauses}
              factors={document.factors}
            />
          ),
        })}
        {editingOr("resolution", {
          isEmpty: document.fixes.length + document.codeChanges.length === 0,
          empty: "What ended it is not written down yet.",
          children: (
            <>
              {document.fixes.length > 0 ? (
                <Part title="Immediate fixes">
                  <TextList rows={document.fixes} ordered />
                </Part>
              ) : null}
              {document.codeChanges.length > 0 ? (
                <Part title="Code changes">
                  <CodeChanges changes={document.codeChanges} />
                </Part>
              ) : null}
            </>
          ),
        })}
        {editingOr("lessons", {
          isEmpty: document.lessons.length === 0,
          empty: "No lesson is written down yet.",
          children: Object.values(LessonKind).map((kind) => {
            const rows = document.lessons.filter((lesson) => lesson.kind === kind);
            return rows.length === 0 ? null : (
              <Part key={kind} title={lessonLabels[kind]}>
                <TextList rows={rows} />
              </Part>
            );
          }),
        })}
        <DocumentSection
          section="action-items"
          edit={elsewhere(`/incidents/${ref}/action-items`, "Add or change")}
          isEmpty={document.actionItems.length === 0}
          empty="Nobody has promised anything yet."
        >
          <ActionItems items={document.actionItems} today={today} />
        </DocumentSection>
        {editingOr("prevention", {
          isEmpty: document.controls.length === 0,
          empty: "What must hold from now on is not written down yet.",
          children: <Prevention controls={document.controls} />,
        })}
        <DocumentSection
          section="sign-off"
          edit={{ href: `/incidents/${ref}/review`, label: "Review and sign", leaves: true }}
        >
          <SignOff document={document} now={now} hash={now.hash} />
        </DocumentSection>
        <Unplaced parts={document.unplaced} />
      </div>
    </article>
  );
}
