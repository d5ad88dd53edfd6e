import { renderHighwaterMarkdown } from "../../lib/documents/formats/highwater/render";
import { emptyDocument } from "../../lib/documents/schema";

const at = "2026-03-02T08:00:00.000Z";
const precision = "exact";

/** A document to import, as Markdown, with a text in every place that takes one. */
export function documentOf(say: (part: string) => string): string {
  const empty = emptyDocument("UTC");
  return renderHighwaterMarkdown({
    ...empty,
    header: {
      ...empty.header,
      title: say("title"),
      severity: "P2",
      statedDuration: say("statedDuration"),
      environment: say("environment"),
      service: say("service"),
      classification: say("classification"),
    },
    summary: say("summary"),
    impact: {
      user: [say("impact.user")],
      business: [say("impact.business")],
      detection: [say("impact.detection")],
      figures: { ...empty.impact.figures, delay: say("impact.delay") },
    },
    timeline: [
      { at, precision, kind: "finding", text: say("timeline.text"), author: say("timeline.author") },
    ],
    whatHappened: say("whatHappened"),
    rootCauses: [{ title: say("rootCauses.title"), text: say("rootCauses.text") }],
    contributingFactors: [
      {
        text: say("factors.text"),
        category: null,
        positive: false,
        acceptedRisk: say("factors.acceptedRisk"),
      },
    ],
    fixes: [say("fixes")],
    codeChanges: [
      {
        file: say("codeChanges.file"),
        changes: [
          {
            text: say("codeChanges.text"),
            before: say("codeChanges.before"),
            after: say("codeChanges.after"),
          },
        ],
      },
    ],
    lessons: {
      wentWell: [say("lessons.wentWell")],
      wentWrong: [say("lessons.wentWrong")],
      lucky: [say("lessons.lucky")],
    },
    actionItems: [
      {
        ...{ ref: null, title: say("actionItems.title"), owner: say("actionItems.owner"), dueOn: null },
        ...{ status: "done", kind: null, priority: null, evidence: say("actionItems.evidence") },
      },
    ],
    controls: {
      technical: [{ text: say("technical.text"), verification: say("technical.verification") }],
      process: [{ text: say("process.text"), verification: say("process.verification") }],
    },
    signatures: [
      {
        ...{ step: "prepared", name: say("signatures.name"), title: say("signatures.title") },
        signedOn: say("signatures.signedOn"),
      },
    ],
    signedOn: say("signedOn"),
    unplaced: [{ place: say("unplaced.place"), markdown: say("unplaced.markdown") }],
  });
}
