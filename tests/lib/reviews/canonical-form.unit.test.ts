import { describe, expect, it } from "vitest";
import { canonicalJson } from "@/lib/core/canonical";
import { canonicalForm, documentHash } from "@/lib/reviews/canonical-form";
import type { ActionItem, PostMortemDocument } from "@/lib/reviews/schema";
import { sampleDocument, sampleFile, sampleItem } from "./sample";

type Change = (document: PostMortemDocument) => PostMortemDocument;
const set =
  (part: Partial<PostMortemDocument>): Change =>
  (document) => ({ ...document, ...part });
const item = (part: Partial<ActionItem>): Change => set({ actionItems: [{ ...sampleItem, ...part }] });
const { impact, rootCauses, factors, fixes, codeChanges, lessons, controls, timeline, milestones } =
  sampleDocument;
const figures = (part: Partial<NonNullable<typeof impact.figures>>): Change =>
  set({ impact: { ...impact, figures: impact.figures && { ...impact.figures, ...part } } });
const first = <Row>(rows: readonly Row[], part: Partial<Row>): Row[] =>
  rows.map((row, index) => (index === 0 ? { ...row, ...part } : row));

describe("what a sign-off signs", () => {
  it.each<[string, Change]>([
    ["the reference", set({ ref: "INC-2026-0002" })],
    ["the title", set({ title: "Another" })],
    ["the severity", set({ severity: "P1" })],
    ["the environment", set({ environment: { slug: "staging", name: "Production" } })],
    ["that there is no environment", set({ environment: null })],
    ["the classification", set({ classification: "Confidential" })],
    [
      "when a milestone was",
      set({ milestones: first(milestones, { at: new Date("2026-03-01T10:00:01Z") }) }),
    ],
    ["how exact a milestone is", set({ milestones: first(milestones, { precision: "about" }) })],
    ["which milestones are set", set({ milestones: milestones.slice(1) })],
    ["the summary", set({ summary: "" })],
    [
      "an impact statement",
      set({ impact: { ...impact, statements: first(impact.statements, { text: "Nobody" }) } }),
    ],
    [
      "the group of a statement",
      set({ impact: { ...impact, statements: first(impact.statements, { group: "business" }) } }),
    ],
    ["the number of users", figures({ usersAffected: 151 })],
    ["how exact it is", figures({ usersPrecision: "exact" })],
    ["the number of customers", figures({ customersAffected: null })],
    ["since when it was unavailable", figures({ unavailableFrom: null })],
    ["until when", figures({ unavailableTo: null })],
    ["the loss of data", figures({ dataLoss: "lost" })],
    ["the delay", figures({ delay: null })],
    ["when an entry was", set({ timeline: first(timeline, { at: new Date("2026-03-01T10:00:30Z") }) })],
    ["how exact an entry is", set({ timeline: first(timeline, { precision: "about" }) })],
    ["the kind of an entry", set({ timeline: first(timeline, { kind: "note" }) })],
    ["what an entry says", set({ timeline: first(timeline, { text: "Pool at 96 %" }) })],
    ["whose an entry is", set({ timeline: first(timeline, { author: null }) })],
    ["that an entry is in it", set({ timeline: [] })],
    ["a file of an entry", set({ timeline: first(timeline, { attachments: [sampleFile] }) })],
    ["what happened", set({ whatHappened: "" })],
    ["the title of a cause", set({ rootCauses: first(rootCauses, { title: "Timeout" }) })],
    ["the text of a cause", set({ rootCauses: first(rootCauses, { text: "" }) })],
    ["a factor", set({ factors: first(factors, { text: "Else" }) })],
    ["the category of a factor", set({ factors: first(factors, { category: null }) })],
    ["that a factor helped", set({ factors: first(factors, { positive: true }) })],
    ["the accepted risk", set({ factors: first(factors, { acceptedRisk: null }) })],
    ["a fix", set({ fixes: first(fixes, { text: "Else" }) })],
    ["the file of a code change", set({ codeChanges: first(codeChanges, { file: "a" }) })],
    ["the text of a code change", set({ codeChanges: first(codeChanges, { text: "a" }) })],
    ["the value before", set({ codeChanges: first(codeChanges, { before: null }) })],
    ["the value after", set({ codeChanges: first(codeChanges, { after: "100" }) })],
    ["a lesson", set({ lessons: first(lessons, { text: "a" }) })],
    ["the kind of a lesson", set({ lessons: first(lessons, { kind: "lucky" }) })],
    ["the order of a list", set({ controls: [...controls, ...controls].slice(0, 3) })],
    ["the wording of a control", set({ controls: first(controls, { text: "a" }) })],
    ["the kind of a control", set({ controls: first(controls, { kind: "process" }) })],
    ["the wording of an action item", item({ title: "Else" })],
    ["the owner of an action item", item({ owner: { kind: "person", id: null, name: "Lea" } })],
    ["that an action item has no owner", item({ owner: null })],
    ["whether the owner is a team", item({ owner: { kind: "team", id: null, name: "Ben" } })],
    ["the due date of an action item", item({ dueOn: null })],
    ["that there is an action item", set({ actionItems: [] })],
  ])("includes %s", (_, change) => {
    expect(documentHash(change(sampleDocument))).not.toBe(documentHash(sampleDocument));
  });

  it.each<[string, Change]>([
    ["the status of the incident", set({ status: "closed" })],
    ["the mode of the incident", set({ mode: "drill" })],
    ["the duration that an imported document states", set({ statedDuration: "3 hours" })],
    ["the service", set({ service: null })],
    ["the reference of an imported document", set({ foreignRef: null })],
    ["who may see it", set({ restricted: true })],
    ["the number of the version", set({ documentVersion: 9, preparedAt: new Date(0) })],
    ["how many entries stand outside", set({ entriesLeftOut: 9 })],
    ["the status of an action item", item({ status: "done", closedAt: new Date(0), closedBy: "Ben" })],
    ["the evidence of an action item", item({ evidence: "Merged" })],
    ["the kind and priority of an action item", item({ kind: null, priority: null })],
    ["what an action item addresses", item({ rootCause: { id: "1", title: "Leak" } })],
    [
      "who answers for the owner",
      item({ owner: { kind: "person", id: null, name: "Ben", accountable: null } }),
    ],
    ["the version of an action item", item({ version: 7 })],
    ["the verification of a control", set({ controls: first(controls, { verification: "Daily" }) })],
    [
      "the ids of rows",
      set({ rootCauses: first(rootCauses, { id: "1" }), fixes: first(fixes, { id: "2" }) }),
    ],
    ["what made an entry", set({ timeline: first(timeline, { source: "import" }) })],
    ["imported signatures", set({ importedSignatures: [], importedSignedOn: null })],
    ["what could not be placed", set({ unplaced: [] })],
    ["the order in which milestones were set", set({ milestones: milestones.toReversed() })],
  ])("leaves out %s", (_, change) => {
    expect(documentHash(change(sampleDocument))).toBe(documentHash(sampleDocument));
  });

  it("treats figures that say nothing like no figures", () => {
    const nothing = figures({
      usersAffected: null,
      usersPrecision: null,
      customersAffected: null,
      customersPrecision: null,
      unavailableFrom: null,
      unavailableTo: null,
      dataLoss: null,
      delay: null,
    })(sampleDocument);
    const none = set({ impact: { ...impact, figures: null } })(sampleDocument);
    expect(documentHash(nothing)).toBe(documentHash(none));
  });

  it("is canonical JSON, with 64 hexadecimal digits for its hash", () => {
    const text = canonicalForm(sampleDocument);
    expect(canonicalJson(JSON.parse(text))).toBe(text);
    expect(documentHash(sampleDocument)).toMatch(/^[0-9a-f]{64}$/);
  });
});
