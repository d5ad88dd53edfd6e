import type { z } from "zod";
import { baseOf } from "../../../core/base";
import type { Command } from "../../../core/command";
import type { Context } from "../../../core/context";
import { database, type Reader } from "../../../core/database";
import { editImpact } from "../../../incidents/impact/commands";
import { getImpact, impactBase } from "../../../incidents/impact/queries";
import { loadIncident } from "../../../incidents/queries";
import { editPostMortem } from "../../../reviews/commands";
import { editControls } from "../../../reviews/controls/commands";
import { editLessons } from "../../../reviews/lessons/commands";
import { readContent } from "../../../reviews/queries";
import { editRootCauseAnalysis } from "../../../reviews/rca/commands";
import { editResolution } from "../../../reviews/resolution/commands";
import { type StoredSection, sectionContent } from "../../../reviews/rules";
import { read } from "../reading";
import { write } from "../writing";
import { asImpact, sectionShown } from "./section-schema";

type Section = {
  /** The last part of the address: the section's anchor on its page. */
  path: string;
  /** As in a sentence: 'the summary'. */
  name: string;
  command: Command<unknown, { ref: string }>;
  answer: z.ZodType;
  /** What it says, with the base that its command wants back. */
  load: (reader: Reader, incidentId: string) => Promise<{ base: string }>;
  description?: string;
};

/** Reading and writing one section of a document: whole, and never over an edit that the caller has not seen. */
function section({ path, name, command, answer, load, description }: Section) {
  const address = `/incidents/{ref}/document/${path}` as `/incidents/{ref}/document/${string}`;
  const current = async (context: Context, { ref }: { ref: string }, reader: Reader = database()) =>
    load(reader, (await loadIncident(reader, context, ref)).id);
  return {
    get: read({
      route: `GET ${address}`,
      id: command.action.replace(/\w+$/, "get"),
      scope: "documents:read",
      summary: `Read ${name}`,
      answer,
      run: (context, params) => current(context, params),
    }),
    edit: write(command, {
      route: `PUT ${address}`,
      scope: "documents:write",
      summary: `Write ${name}`,
      description: ["The section as a whole: what is left out is taken away.", description ?? ""]
        .join(" ")
        .trim(),
      answer,
      shows: (context, _output, reader, params) => current(context, params, reader),
      guard: {
        current,
        answer,
        edition: (shown: { base: string } | null) => ({ base: shown?.base ?? "" }),
        fills: ["base"],
      },
    }),
  };
}

const stored = (name: StoredSection) => async (reader: Reader, incidentId: string) => {
  const content = sectionContent[name](await readContent(reader, incidentId));
  return { ...content, base: baseOf(content) };
};

const rows = "Rows keep their `id`, so that links to them hold; rows without one are new.";

const summary = section({
  path: "summary",
  name: "the summary and the classification",
  command: editPostMortem,
  answer: sectionShown.summary,
  load: stored("postMortem"),
});

const impact = section({
  path: "impact",
  name: "the impact",
  command: editImpact,
  answer: sectionShown.impact,
  load: async (reader, incidentId) => {
    const content = await getImpact(reader, incidentId);
    return { ...asImpact(content), base: impactBase(content) };
  },
  description: "Times are read as the timeline reads them, in the incident's zone unless they name one.",
});

const rootCauseAnalysis = section({
  path: "root-cause-analysis",
  name: "the root cause analysis",
  command: editRootCauseAnalysis,
  answer: sectionShown.rootCauseAnalysis,
  load: stored("analysis"),
  description: rows,
});

const resolution = section({
  path: "resolution",
  name: "the resolution",
  command: editResolution,
  answer: sectionShown.resolution,
  load: stored("resolution"),
  description: rows,
});

const lessons = section({
  path: "lessons",
  name: "the lessons",
  command: editLessons,
  answer: sectionShown.lessons,
  load: stored("lessons"),
  description: rows,
});

const prevention = section({
  path: "prevention",
  name: "the controls",
  command: editControls,
  answer: sectionShown.prevention,
  load: stored("controls"),
  description: rows,
});

/** The sections of the document, one by one. */
export const sections = {
  getSummary: summary.get,
  editSummary: summary.edit,
  getImpact: impact.get,
  editImpact: impact.edit,
  getRootCauseAnalysis: rootCauseAnalysis.get,
  editRootCauseAnalysis: rootCauseAnalysis.edit,
  getResolution: resolution.get,
  editResolution: resolution.edit,
  getLessons: lessons.get,
  editLessons: lessons.edit,
  getPrevention: prevention.get,
  editPrevention: prevention.edit,
};
