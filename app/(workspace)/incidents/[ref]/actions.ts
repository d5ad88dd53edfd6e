"use server";

import { acknowledgeIncident, editIncident } from "@/lib/incidents/commands";
import { compose } from "@/lib/incidents/composer/commands";
import { clearMilestone, setMilestone } from "@/lib/incidents/milestones/commands";
import { addParticipant, removeParticipant } from "@/lib/incidents/participants/commands";
import { restrictIncident, unrestrictIncident } from "@/lib/incidents/restriction/commands";
import { changeStatus } from "@/lib/incidents/status/commands";
import { correctEntry, includeEntry, restoreEntry, withdrawEntry } from "@/lib/incidents/timeline/commands";
import { freezeEvidence } from "@/lib/pools/evidence/commands";
import { action } from "@/lib/web/action";

const timeline = ({ ref }: { ref: string }) => `/incidents/${ref}`;
const entry = ({ ref, id }: { ref: string; id: string }) => `/incidents/${ref}?entry=${id}#entry-${id}`;
const milestones = ({ ref }: { ref: string }) => `/incidents/${ref}#milestones`;

export const submitAcknowledgement = action(acknowledgeIncident);

export const submitStatus = action(changeStatus);

export const submitHeader = action(editIncident, { goTo: timeline });

export const submitRestriction = action(restrictIncident);

export const submitUnrestriction = action(unrestrictIncident);

export const submitParticipant = action(addParticipant);

export const submitParticipantRemoval = action(removeParticipant);

export const submitEntry = action(compose, { say: ({ said }) => said });

export const submitCorrection = action(correctEntry, { goTo: entry });

export const submitWithdrawal = action(withdrawEntry, { goTo: entry });

export const submitRestoration = action(restoreEntry);

export const submitInclusion = action(includeEntry);

export const submitMilestone = action(setMilestone, { goTo: milestones });

export const submitMilestoneRemoval = action(clearMilestone, { goTo: milestones });

export const submitEvidence = action(freezeEvidence, {
  say: ({ kept }) => (kept.length > 0 ? "Kept with the incident." : "What is known is kept already."),
});
