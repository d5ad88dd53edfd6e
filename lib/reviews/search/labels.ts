import type { SectionKey } from "../labels";
import type { SearchPlace } from "./schema";

/** Where something was found, as people say it. */
export const placeLabels: Readonly<Record<SearchPlace, string>> = {
  entry: "Timeline",
  summary: "Summary",
  impact: "Impact",
  "what-happened": "What happened",
  "root-cause": "Root cause",
  factor: "Contributing factor",
  fix: "Fix",
  "code-change": "Code change",
  lesson: "Lesson",
  control: "Control",
  "action-item": "Action item",
};

/** The section of the post-mortem that it stands in; what stands elsewhere has none. */
export const placeSections: Readonly<Record<SearchPlace, SectionKey | null>> = {
  entry: null,
  summary: "summary",
  impact: "impact",
  "what-happened": "root-cause-analysis",
  "root-cause": "root-cause-analysis",
  factor: "root-cause-analysis",
  fix: "resolution",
  "code-change": "resolution",
  lesson: "lessons",
  control: "prevention",
  "action-item": null,
};
