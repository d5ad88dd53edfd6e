"use server";

import { unwatchControl, watchControl } from "@/lib/alerts/controls/commands";
import { editImpact } from "@/lib/incidents/impact/commands";
import { editPostMortem } from "@/lib/reviews/commands";
import { editControls } from "@/lib/reviews/controls/commands";
import type { SectionKey } from "@/lib/reviews/labels";
import { editLessons } from "@/lib/reviews/lessons/commands";
import { editRootCauseAnalysis } from "@/lib/reviews/rca/commands";
import { editResolution } from "@/lib/reviews/resolution/commands";
import { action } from "@/lib/web/action";

const backTo = (section: SectionKey) => ({
  goTo: ({ ref }: { ref: string }) => `/incidents/${ref}/post-mortem#${section}`,
});

export const submitSummary = action(editPostMortem, backTo("summary"));
export const submitImpact = action(editImpact, backTo("impact"));
export const submitAnalysis = action(editRootCauseAnalysis, backTo("root-cause-analysis"));
export const submitResolution = action(editResolution, backTo("resolution"));
export const submitLessons = action(editLessons, backTo("lessons"));
export const submitControls = action(editControls, backTo("prevention"));
export const submitWatch = action(watchControl, {
  goTo: ({ ref, controlId }) => `/incidents/${ref}/post-mortem#control-${controlId}`,
});
export const submitUnwatch = action(unwatchControl);
