import type { IncidentStory } from "../shapes";

/** Somebody has just called: nothing is known yet. */
export const slowSignIn: IncidentStory = {
  title: "Sign-in takes ten seconds for some customers",
  severity: "P3",
  service: "sign-in",
  zone: "America/New_York",
  begins: { minutesAgo: 9 },
  declaredBy: "yuki",
  steps: [
    [
      "0m",
      "yuki",
      "note",
      "Grace has three customers on the phone, all with single sign-on through the same provider. Everybody else is fine",
    ],
    ["4m", "yuki", "metric", "~-20m Time to the first token: median as always, 95th percentile at 9.8 s"],
  ],
};

/** In the middle of it. */
export const threeDSecure: IncidentStory = {
  title: "A third of card payments fail at the bank's confirmation",
  severity: "P1",
  service: "checkout",
  zone: "America/New_York",
  begins: { minutesAgo: 47 },
  declaredBy: "amara",
  steps: [
    [
      "0m",
      "amara",
      "alert",
      "Payments that wait for the bank's confirmation: 34 % give up, as a rule it is 4 %",
    ],
    ["2m", "amara", "acknowledges"],
    ["3m", "amara", "moves", "investigating"],
    ["4m", "amara", "escalation", "Luca Moretti takes over as commander; Amara stays with the logs"],
    ["5m", "amara", "gives", "commander", "luca"],
    ["6m", "luca", "gives", "scribe", "amara"],
    [
      "9m",
      "amara",
      "finding",
      "Only cards of two banks. Both send people back to an address with a # in it, and the part behind it never reaches us",
    ],
    [
      "12m",
      "luca",
      "communication",
      "Asked the processor whether they changed anything for these banks. Ticket 88-4120",
    ],
    [
      "15m",
      "yuki",
      "finding",
      "The confirmation page went out with this morning's deploy of checkout, with a new router",
    ],
    [
      "19m",
      "amara",
      "corrects",
      "Only cards of two banks",
      "Only cards of two banks. Both send people back to an address with a # in it, and the new router drops the part behind it",
      "Yuki found which side drops it",
    ],
    [
      "21m",
      "luca",
      "decision",
      "Roll checkout back to yesterday evening's version. The fix can wait, payments cannot",
    ],
    ["26m", "yuki", "deploy", "Roll-back begun, one region after the other"],
    ["33m", "amara", "metric", "First region is back on the old version: 5 % give up there, 31 % elsewhere"],
    [
      "41m",
      "luca",
      "tells those outside",
      {
        whatHappened: "Some card payments fail when the bank asks for a confirmation.",
        impact: "Customers of two banks. A retry works in most cases; no payment is taken twice.",
        whatWeDo: "Going back to yesterday's version of the checkout, one region after the other.",
        nextUpdate: "30",
      },
    ],
  ],
};

/** Known, and a decision is being waited for. */
export const ingestLag: IncidentStory = {
  title: "Events arrive in dashboards forty minutes late",
  severity: "P2",
  service: "event-ingest",
  zone: "America/New_York",
  begins: { minutesAgo: 196 },
  declaredBy: "rafael",
  steps: [
    ["0m", "rafael", "alert", "Lag of the stream over 15 minutes and growing by one minute every three"],
    ["3m", "rafael", "acknowledges"],
    ["4m", "rafael", "moves", "investigating"],
    [
      "12m",
      "rafael",
      "finding",
      "One partition of 48 holds the lag. All its events are of one customer, who began to send 30 times as much an hour ago",
    ],
    ["15m", "rafael", "gives", "commander", "priya"],
    [
      "18m",
      "priya",
      "communication",
      "Wrote to the customer: a script of theirs sends every event again on each retry. They are looking",
    ],
    ["31m", "priya", "moves", "identified"],
    [
      "33m",
      "priya",
      "decision",
      "We do not cut the customer off. Their partition gets consumers of its own, the others must not wait for it",
    ],
    ["58m", "rafael", "action", "Partition moved to four consumers of its own"],
    [
      "70m",
      "rafael",
      "metric",
      "Lag of everybody else back under a minute. The one partition: 41 minutes, growing slowly",
    ],
    ["150m", "priya", "communication", "The customer found it and will deploy this afternoon, their time"],
    ["188m", "rafael", "metric", "One partition: 43 minutes. 47 partitions: 20 seconds"],
  ],
};

/** Held, and being watched. */
export const replicaDrift: IncidentStory = {
  title: "Second replica falls behind every night at two",
  severity: "P3",
  service: "main-database",
  zone: "America/New_York",
  begins: { minutesAgo: 26 * 60 },
  declaredBy: "tomasz",
  steps: [
    ["0m", "tomasz", "alert", "Replica 2 is 11 minutes behind, the third night in a row"],
    ["6m", "tomasz", "acknowledges"],
    ["10m", "tomasz", "moves", "investigating"],
    [
      "38m",
      "tomasz",
      "finding",
      "The nightly clean-up deletes 40 million rows in one transaction. Replica 2 has the slower disk and replays it for a quarter of an hour",
    ],
    ["52m", "tomasz", "moves", "identified"],
    ["95m", "mike", "decision", "Clean-up in batches of 50,000 with a pause, from tonight on"],
    ["420m", "mike", "deploy", "Clean-up in batches is live"],
    ["422m", "mike", "moves", "monitoring", "The next night will tell"],
    [
      "432m",
      "mike",
      "promises",
      {
        title: "Clean up old events in batches in all regions",
        owner: "mike",
        due: "today+5",
        kind: "prevent",
        priority: "medium",
      },
    ],
    [
      "1480m",
      "tomasz",
      "metric",
      "Last night: 40 seconds behind at worst. One more night before this is called over",
    ],
  ],
};

/** A warning that came in time, for once. */
export const quotaWarning: IncidentStory = {
  title: "Build minutes of this month run out in three days",
  severity: "P4",
  service: "build-pipeline",
  zone: "America/New_York",
  begins: { minutesAgo: 30 * 60 + 12 },
  declaredBy: "sarah",
  steps: [
    ["0m", "sarah", "note", "The provider warns at 90 %. At this rate nobody deploys from Saturday on"],
    ["22m", "mike", "acknowledges"],
    [
      "40m",
      "mike",
      "finding",
      "A third of the minutes go to one job: the browser tests run twice for every change since the matrix got a second row",
    ],
    ["41m", "mike", "moves", "investigating"],
    [
      "60m",
      "mike",
      "promises",
      {
        title: "Run the browser tests once a change",
        owner: "yuki",
        due: "today+1",
        kind: "mitigate",
        priority: "high",
      },
      {
        title: "Alert at 70 % of a month's build minutes",
        owner: "team DevOps",
        due: "today+8",
        kind: "detect",
        priority: "low",
      },
    ],
    ["1500m", "yuki", "reports", "Run the browser tests once", "in_progress"],
  ],
};
