import { backPressure } from "./incidents/back-pressure";
import { badDeploy } from "./incidents/bad-deploy";
import { cacheStampede, emptyDashboards } from "./incidents/cache-stampede";
import { cardProcessor } from "./incidents/card-processor";
import { certificate } from "./incidents/certificate";
import { clockSkew } from "./incidents/clock-skew";
import { diskFull } from "./incidents/disk-full";
import { dns } from "./incidents/dns";
import { restoreDrill, zoneDrill } from "./incidents/drills";
import { duplicateInvoices } from "./incidents/duplicate-invoices";
import { founding } from "./incidents/founding";
import { leakedKey } from "./incidents/leaked-key";
import { mailQueue, mailQuota } from "./incidents/mail";
import { memory } from "./incidents/memory";
import { buildCache, doubleCount, failover, falseAlarm } from "./incidents/quiet";
import { secondLeak } from "./incidents/second-leak";
import { ingestLag, quotaWarning, replicaDrift, slowSignIn, threeDSecure } from "./incidents/today";
import type { ImportStory, IncidentStory } from "./shapes";

/** All incidents of the sample workspace, roughly as they happened; the teller puts every act in its order. */
export const incidents: readonly IncidentStory[] = [
  ...[restoreDrill, founding, certificate, dns, backPressure, badDeploy, diskFull, mailQuota, zoneDrill],
  ...[
    cacheStampede,
    emptyDashboards,
    cardProcessor,
    clockSkew,
    duplicateInvoices,
    doubleCount,
    falseAlarm,
    memory,
    leakedKey,
  ],
  ...[buildCache, secondLeak, failover, mailQueue],
  ...[quotaWarning, replicaDrift, ingestLag, threeDSecure, slowSignIn],
];

/** Post-mortems from before, imported as files. */
export const imports: readonly ImportStory[] = [
  {
    file: "2024-search-index.md",
    begins: { weeksAgo: 40, weekday: "Wed", at: "11:15" },
    importedBy: "david",
  },
];
