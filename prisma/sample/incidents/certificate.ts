import type { IncidentStory } from "../shapes";

/** A renewal that succeeded and was never loaded. */
export const certificate: IncidentStory = {
  title: "Customers' systems refuse the API: its certificate has expired",
  severity: "P1",
  service: "public-api",
  begins: { weeksAgo: 44, weekday: "Tue", at: "09:04" },
  declaredBy: "tomasz",
  steps: [
    [
      "09:04",
      "tomasz",
      "alert",
      "Requests to the API down by 70 % within a minute. No errors on our side: they do not arrive",
    ],
    ["09:06", "tomasz", "acknowledges"],
    ["09:06", "tomasz", "moves", "investigating"],
    ["09:08", "tomasz", "finding", "curl from outside: certificate has expired, 09:00 this morning"],
    ["09:09", "tomasz", "gives", "commander", "tomasz"],
    [
      "09:10",
      "tomasz",
      "finding",
      "There is a new certificate on disk, issued three weeks ago. The load balancers have not loaded it",
    ],
    ["09:11", "tomasz", "moves", "identified"],
    [
      "09:12",
      "ingrid",
      "decision",
      "Reload one balancer, look, then the other five. No restart: that would cut the customers who still have a connection",
    ],
    ["09:14", "tomasz", "action", "First balancer reloaded, serves the new certificate"],
    ["09:19", "tomasz", "action", "All six reloaded"],
    ["09:20", "tomasz", "moves", "monitoring"],
    [
      "09:26",
      "yuki",
      "communication",
      "Status page: the API is back. Clients that pin the old certificate must be restarted",
    ],
    [
      "09:41",
      "tomasz",
      "note",
      "09:20 Two customers wrote that their gateways had stopped trying. They were called",
    ],
    ["09:55", "tomasz", "moves", "resolved", "Requests as on any Tuesday at this time"],
    ["13:30", "tomasz", "moves", "closed"],
    ["13:35", "tomasz", "sets", "impactStartedAt", "09:00", "The certificate's own end", "curl from outside"],
    [
      "+1 10:00",
      "tomasz",
      "writes",
      {
        summary:
          "The certificate of the public API ended at 09:00 on a Tuesday morning. It had been renewed three weeks earlier, automatically and without a fault, but the load balancers go on serving what they read at their last reload, and nothing had made them reload. Customers' systems refused the connection for twenty minutes.",
        impact: {
          customersAffected: "~310",
          unavailable: ["09:00", "09:20"],
          dataLoss: "recoverable",
          user: [
            "Every system that checks certificates, which is nearly all of them, could not reach the API for 20 minutes",
          ],
          business: [
            "Two customers' gateways gave up and had to be restarted by hand",
            "Late events were sent again by all but one customer, whose 1,900 events were taken from their log",
          ],
          detection: [
            "The alert on falling traffic came after four minutes. Nothing watched the certificate that is being served",
          ],
        },
        happened:
          "Renewal writes the new certificate to disk and runs a hook that reloads the balancers. When the balancers were moved to new machines in spring, the hook was left behind. Renewals went on succeeding, every sixty days, and each was followed by some deploy that happened to reload the balancers in time. This time there was none for three weeks.",
        causes: [
          ["Renewed but not loaded", "The hook that reloads the balancers was missing on the new machines."],
        ],
        factors: [
          {
            text: "The monitor looked at the file on disk, which was in order, and not at what is served",
            category: "monitoring_gap",
          },
          {
            text: "Deploys reloaded the balancers by accident and hid the missing hook for months",
            category: "process",
          },
          { text: "Reloading takes seconds and cuts nobody off", category: "other", positive: true },
        ],
        fixes: ["Balancers reloaded", "Hook put back on all six machines"],
        changes: [
          {
            file: "edge/renew-hook.sh",
            text: "Reloads the balancer and asks it which certificate it serves",
          },
        ],
        wentWell: ["Eleven minutes from the first look to the cause", "One balancer first, then the others"],
        wentWrong: ["A check that could not fail had been green for a year"],
        lucky: ["It happened in working hours, and the person who had moved the balancers was at their desk"],
        technical: [
          [
            "A probe from outside reads the served certificate and warns 21 days before its end",
            "Ran against a certificate with 20 days left: warned",
          ],
        ],
        process: [["Moving a machine ends with a list of its hooks, compared before and after"]],
      },
    ],
    [
      "+1 10:40",
      "ingrid",
      "promises",
      {
        title: "Probe the served certificate of every public name from outside",
        owner: "tomasz",
        due: "+10",
        kind: "detect",
        priority: "high",
        addresses: "factor 1",
      },
      {
        title: "Keep the renewal hook with the balancer's own configuration",
        owner: "mike",
        due: "+14",
        kind: "prevent",
        priority: "high",
        addresses: "cause 1",
      },
    ],
    ["+1 11:00", "tomasz", "signs", "prepared"],
    [
      "+2 15:20",
      "david",
      "signs",
      "reviewed",
      "The check that could not fail belongs in the next talk to new colleagues",
    ],
    ["+3 09:10", "helen", "signs", "approved"],
    [
      "+8 14:00",
      "tomasz",
      "reports",
      "Probe the served certificate",
      "done",
      "34 names probed every hour; the list comes from the DNS zone, so new names are in it",
    ],
    [
      "+13 16:30",
      "mike",
      "reports",
      "Keep the renewal hook",
      "done",
      "Merged as part of the balancer's role; a machine without it fails its build",
    ],
  ],
};
