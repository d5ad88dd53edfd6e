import type { Impact } from "@/lib/incidents/impact/rules";
import { formatEntryTime } from "@/lib/incidents/times/rules";
import type { SectionKey } from "@/lib/reviews/labels";
import { sectionContent } from "@/lib/reviews/rules";
import type { PostMortemDocument } from "@/lib/reviews/schema";
import { impactSection, sectionBases } from "@/lib/reviews/section";
import { AnalysisForm } from "./analysis-form";
import { ControlsForm } from "./controls-form";
import { ImpactForm } from "./impact-form";
import { LessonsForm } from "./lessons-form";
import { ResolutionForm } from "./resolution-form";
import { SummaryForm } from "./summary-form";

/** The sections that are edited in place; the others are edited where they are kept. */
export const editable = [
  "summary",
  "impact",
  "root-cause-analysis",
  "resolution",
  "lessons",
  "prevention",
] as const satisfies readonly SectionKey[];

export type EditableSection = (typeof editable)[number];

type Props = {
  document: PostMortemDocument;
  section: EditableSection;
  personId: string;
  signers: readonly string[];
};

/** The form of one section, filled with what is stored. */
export function Editor({ document, section, personId, signers }: Props) {
  const bases = sectionBases(document);
  const form = (base: string) => ({
    documentRef: document.ref,
    base,
    draftKey: `${personId}:post-mortem:${document.ref}:${section}`,
    signers,
    doneHref: `/incidents/${document.ref}/post-mortem#${section}`,
  });
  if (section === "summary")
    return <SummaryForm {...form(bases.postMortem)} {...sectionContent.postMortem(document)} />;
  if (section === "root-cause-analysis")
    return <AnalysisForm {...form(bases.analysis)} {...sectionContent.analysis(document)} />;
  if (section === "resolution")
    return <ResolutionForm {...form(bases.resolution)} {...sectionContent.resolution(document)} />;
  if (section === "lessons")
    return <LessonsForm {...form(bases.lessons)} {...sectionContent.lessons(document)} />;
  if (section === "prevention")
    return <ControlsForm {...form(bases.controls)} {...sectionContent.controls(document)} />;
  const { impact, base } = impactSection(document);
  return <ImpactForm {...form(base)} {...impactAsTyped(impact, document.timeZone)} />;
}

function impactAsTyped({ figures, ...statements }: Impact, zone: string) {
  const count = (one: { count: number; precision: string } | null) =>
    one ? `${one.precision === "about" ? "~" : ""}${one.count}` : "";
  const moment = (at: Date | null) => (at ? formatEntryTime({ at, precision: "exact" }, zone) : "");
  return {
    statements,
    zone,
    figures: {
      usersAffected: count(figures.usersAffected),
      customersAffected: count(figures.customersAffected),
      unavailableFrom: moment(figures.unavailableFrom),
      unavailableTo: moment(figures.unavailableTo),
      dataLoss: figures.dataLoss ?? "",
      delay: figures.delay ?? "",
    },
  };
}
