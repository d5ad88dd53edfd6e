import { certificate } from "./incidents/certificate";
import { diskFull } from "./incidents/disk-full";
import { founding } from "./incidents/founding";
import { ingestLag, quotaWarning, replicaDrift, slowSignIn, threeDSecure } from "./incidents/today";
import type { ImportStory, IncidentStory } from "./shapes";

/** All incidents of the sample workspace. */
export const incidents: readonly IncidentStory[] = [
  founding,
  certificate,
  diskFull,
  quotaWarning,
  replicaDrift,
  ingestLag,
  threeDSecure,
  slowSignIn,
];

/** Post-mortems from before, imported as files. */
export const imports: readonly ImportStory[] = [];
