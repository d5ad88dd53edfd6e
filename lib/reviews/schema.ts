import { z } from "zod";
import type {
  ActionItemKind,
  ActionItemPriority,
  ActionItemStatus,
  ControlKind,
  EntryKind,
  EntrySource,
  FactorCategory,
  ImpactGroup,
  IncidentMode,
  IncidentStatus,
  LessonKind,
  MilestoneKind,
  Precision,
  Severity,
  SignOffStep,
} from "../../prisma/generated/enums";
import { optionalProse, prose } from "../core/text";
import type { AttachmentTold } from "../incidents/attachments/queries";
import type { StoredFigures } from "../incidents/impact/rules";
import { incidentRef } from "../incidents/schema";
import { base } from "./row-input";

/** What a post-mortem is classified as until somebody says otherwise. */
export const DEFAULT_CLASSIFICATION = "Internal";

/** The most characters of a section that is written in Markdown. */
export const MOST_MARKDOWN = 50_000;

/** The summary and the classification, as their form sends them. */
export const editPostMortemInput = z.object({
  ref: incidentRef,
  base,
  summary: optionalProse(MOST_MARKDOWN),
  classification: prose(200, "Say how the document is classified, for example Internal."),
});

/** Something without which the incident would not have happened. */
export type RootCause = { id: string; title: string; text: string };
/** What made it likelier, worse or longer; or, when `positive`, what helped. */
export type ContributingFactor = {
  id: string;
  text: string;
  category: FactorCategory | null;
  positive: boolean;
  acceptedRisk: string | null;
};
/** Something that was done to end it. */
export type Fix = { id: string; text: string };
/** One line of what was changed in a file or setting, with its value before and after where it has one. */
export type CodeChange = {
  id: string;
  file: string;
  text: string;
  before: string | null;
  after: string | null;
};
/** What went well, what went wrong, or where it was luck. */
export type Lesson = { id: string; kind: LessonKind; text: string };
/** What must hold from now on, and how that is verified. */
export type Control = { id: string; kind: ControlKind; text: string; verification: string | null };

/** Who an action item belongs to. `id` is null where only a name is known, as in an imported document. */
export type Owner = {
  kind: "person" | "team" | "name";
  id: string | null;
  name: string;
  /** Who answers for a team's items; null when the team has named nobody. */
  accountable?: { id: string; name: string } | null;
};

/** An action item as lists and the document show it. `dueOn` is a calendar date, YYYY-MM-DD. */
export type ActionItem = {
  id: string;
  /** AI-0001 */
  ref: string;
  title: string;
  owner: Owner | null;
  dueOn: string | null;
  status: ActionItemStatus;
  kind: ActionItemKind | null;
  priority: ActionItemPriority | null;
  rootCause: { id: string; title: string } | null;
  factor: { id: string; text: string } | null;
  evidence: string | null;
  closedAt: Date | null;
  closedBy: string | null;
  version: number;
};

/** What a document carries that was signed elsewhere: a statement, bound to no hash. */
export type ImportedSignature = {
  id: string;
  step: SignOffStep;
  name: string;
  title: string | null;
  signedOn: string | null;
  person: { id: string; name: string } | null;
};

/** The sections that this folder owns, as stored. */
export type PostMortemContent = {
  summary: string;
  classification: string;
  whatHappened: string;
  rootCauses: RootCause[];
  factors: ContributingFactor[];
  fixes: Fix[];
  codeChanges: CodeChange[];
  lessons: Lesson[];
  controls: Control[];
};

/** A milestone as the document has it. */
export type DocumentMilestone = { kind: MilestoneKind; at: Date; precision: Precision };
/** An entry of the timeline as the document has it; `author` is a name. */
export type DocumentEntry = {
  id: string;
  at: Date;
  precision: Precision;
  kind: EntryKind;
  source: EntrySource;
  text: string;
  author: string | null;
  /** Files, in their order. */
  attachments: readonly AttachmentTold[];
};
/** Whom it hit: statements in their order within each group, and the figures that are known. */
export type DocumentImpact = {
  statements: { group: ImpactGroup; text: string }[];
  figures: StoredFigures | null;
};

/** The whole post-mortem: what the page shows, the exporter writes and the canonical form is made of. */
export type PostMortemDocument = PostMortemContent & {
  incidentId: string;
  ref: string;
  foreignRef: string | null;
  title: string;
  severity: Severity;
  status: IncidentStatus;
  mode: IncidentMode;
  timeZone: string;
  statedDuration: string | null;
  service: { slug: string; name: string } | null;
  environment: { slug: string; name: string } | null;
  restricted: boolean;
  documentVersion: number;
  preparedAt: Date | null;
  milestones: DocumentMilestone[];
  impact: DocumentImpact;
  /** Entries that the document prints and signs, in order. */
  timeline: DocumentEntry[];
  /** How many entries stand in the incident's timeline but not in the document; withdrawn ones are not counted. */
  entriesLeftOut: number;
  actionItems: ActionItem[];
  importedSignatures: ImportedSignature[];
  /** The date line of the imported signatures, as written. */
  importedSignedOn: string | null;
  /** What an importer could not place, verbatim. */
  unplaced: { place: string; markdown: string }[];
};
