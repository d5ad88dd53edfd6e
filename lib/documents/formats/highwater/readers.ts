import type { Role } from "./headings";
import { keepBlock } from "./items";
import type { Section } from "./outline";
import type { Reading } from "./reading";
import { readActionItems } from "./sections/action-items";
import { readAttachments } from "./sections/attachments";
import { readEvidence } from "./sections/evidence";
import { readHeader } from "./sections/header";
import { readFigures, readImpact, readImpactGroup } from "./sections/impact";
import { readLessons } from "./sections/lessons";
import { readMilestones } from "./sections/milestones";
import { readKept, readUnknown } from "./sections/not-placed";
import { readControls } from "./sections/prevention";
import { readChangedFile, readCodeChanges, readFixes } from "./sections/resolution";
import {
  readAnalysis,
  readFactors,
  readRootCause,
  readRootCauses,
  readWhatHappened,
} from "./sections/root-cause-analysis";
import { readSignOff } from "./sections/sign-off";
import { readSummary } from "./sections/summary";
import { readTimeline } from "./sections/timeline";

type Reader = (reading: Reading, section: Section) => void;

/** A section that only leads to others. */
const heading: Reader = (reading, section) => {
  for (const block of section.blocks) keepBlock(reading, section, block);
};

const READERS: Readonly<Record<Exclude<Role, "unknown" | "before">, Reader>> = {
  title: readHeader,
  summary: readSummary,
  impact: readImpact,
  "impact-user": readImpactGroup("user"),
  "impact-business": readImpactGroup("business"),
  "impact-detection": readImpactGroup("detection"),
  figures: readFigures,
  timeline: readTimeline,
  milestones: readMilestones,
  analysis: readAnalysis,
  "what-happened": readWhatHappened,
  "root-causes": readRootCauses,
  "root-cause": readRootCause,
  factors: readFactors,
  resolution: readFixes,
  fixes: readFixes,
  "code-changes": readCodeChanges,
  "changed-file": readChangedFile,
  lessons: heading,
  "went-well": readLessons("wentWell"),
  "went-wrong": readLessons("wentWrong"),
  lucky: readLessons("lucky"),
  "action-items": readActionItems,
  prevention: heading,
  "technical-controls": readControls("technical"),
  "process-controls": readControls("process"),
  "sign-off": readSignOff,
  evidence: readEvidence,
  attachments: readAttachments,
  "not-placed": heading,
  kept: readKept,
};

/** Reads one section into the document; `next` is the one that follows it. */
export function readSection(reading: Reading, section: Section, next?: Section): void {
  const { role, level } = section;
  if (role !== "unknown" && role !== "before") READERS[role](reading, section);
  else readUnknown(reading, section, next !== undefined && next.level > level && next.role === "unknown");
}
