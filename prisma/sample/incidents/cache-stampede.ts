import type { IncidentStory } from "../shapes";

/** Everybody asked at once, because everybody had been told to forget at once. Approved, and edited since. */
export const cacheStampede: IncidentStory = {
  title: "API answers in twelve seconds after every full hour",
  severity: "P1",
  service: "public-api",
  zone: "America/New_York",
  begins: { weeksAgo: 18, weekday: "Tue", at: "10:02" },
  declaredBy: "mike",
  steps: [
    [
      "10:02",
      "mike",
      "alert",
      "Median answer of the API 12 s, as a rule 80 ms. Third time this morning, each at the full hour and each worse",
    ],
    ["10:04", "mike", "acknowledges"],
    ["10:04", "mike", "moves", "investigating"],
    ["10:05", "mike", "gives", "commander", "maria"],
    [
      "10:09",
      "mike",
      "metric",
      "Connections to the main database 398 of 400. 340 of them run the same query: the plan of a workspace",
    ],
    [
      "10:12",
      "maria",
      "decision",
      "Read plans from a replica for now. Plans change once a month, a second's delay hurts nobody",
    ],
    [
      "10:15",
      "yuki",
      "finding",
      "The cache of plans was filled at 07:00 by last night's import, all entries with one hour to live. At the full hour all of them end in the same second",
    ],
    ["10:16", "maria", "moves", "identified"],
    ["10:21", "mike", "deploy", "Plans are read from a replica"],
    ["10:23", "mike", "moves", "monitoring"],
    [
      "10:40",
      "yuki",
      "deploy",
      "Entries live between 50 and 70 minutes, drawn at random; one reader fetches, the others wait for it",
    ],
    ["11:05", "mike", "metric", "11:00 came and went: 84 ms, 61 connections"],
    ["11:06", "maria", "moves", "resolved"],
    [
      "11:20",
      "mike",
      "sets",
      "impactStartedAt",
      "08:00",
      "First of the three hours; the alert's limit was not reached before ten",
    ],
    ["15:00", "mike", "moves", "closed"],
    [
      "+1 11:00",
      "mike",
      "writes",
      {
        summary:
          "A nightly import filled the cache of plans with entries that all ended at the same second. At each full hour every request asked the database for the same rows, and the API stood for a minute.",
        impact: {
          customersAffected: "~900",
          dataLoss: "none",
          user: ["Three times about a minute in which the API answered after 12 seconds or not at all"],
          business: ["Two customers' own alarms went off"],
          detection: ["Two hours late: a minute of slowness is not much in an average over ten"],
        },
        happened:
          "Until last week entries were made one by one, as they were asked for, and ended one by one. The import made 38,000 of them within two seconds.",
        causes: [
          [
            "All entries end at once",
            "A fixed life of one hour, given to 38,000 entries in the same two seconds.",
          ],
          [
            "Everybody fetches",
            "When an entry is missing, each of a hundred readers asks the database, where one would do.",
          ],
        ],
        factors: [
          {
            text: "The database has 400 connections for everybody, and one service may take all of them",
            category: "capacity",
          },
          { text: "The alert looks at an average over ten minutes", category: "monitoring_gap" },
        ],
        fixes: ["Plans from a replica", "Random life between 50 and 70 minutes", "One fetch a key at a time"],
        changes: [
          {
            file: "api/cache.ts",
            text: "Life of an entry",
            before: "60 min",
            after: "50 to 70 min, at random",
          },
          {
            file: "api/cache.ts",
            text: "Fetches of one key at the same time",
            before: "any number",
            after: "1",
          },
        ],
        wentWell: ["The pattern was seen at its third showing: the full hour is a clue"],
        wentWrong: ["The replica was there all the time, and nobody had asked what may be read from it"],
        technical: [
          [
            "No service may hold more than a quarter of the database's connections",
            "Role limits, checked by a query every night",
          ],
          ["Life of cache entries is never a fixed number"],
        ],
      },
    ],
    [
      "+1 11:30",
      "maria",
      "promises",
      {
        title: "Limit each service's connections at the database",
        owner: "mike",
        due: "+14",
        kind: "prevent",
        priority: "high",
        addresses: "factor 1",
      },
      {
        title: "Alert on the worst minute of ten, not on their average",
        owner: "tomasz",
        due: "+21",
        kind: "detect",
        priority: "medium",
        addresses: "factor 2",
      },
    ],
    ["+1 14:00", "mike", "signs", "prepared"],
    ["+2 10:00", "david", "signs", "reviewed"],
    ["+3 09:30", "james", "signs", "approved"],
    [
      "+12 14:00",
      "mike",
      "reports",
      "Limit each service's",
      "done",
      "Role limits of 100 for the API, 60 for each of the others",
    ],
    ["+20 11:00", "tomasz", "reports", "Alert on the worst minute", "done", "Rule api-worst-minute"],
    [
      "+100 10:20",
      "yuki",
      "writes",
      {
        changes: [
          {
            file: "api/cache.ts",
            text: "Life of an entry",
            before: "60 min",
            after: "50 to 70 min, at random",
          },
          {
            file: "api/cache.ts",
            text: "Fetches of one key at the same time",
            before: "any number",
            after: "1",
          },
          {
            file: "api/plans.ts",
            text: "Reads plans from the main database again: the replica was for that day only",
          },
        ],
      },
    ],
  ],
};

/** The same hour as the dashboard saw it, declared by somebody who did not know of the other yet. */
export const emptyDashboards: IncidentStory = {
  title: "Dashboards stay empty for a minute and then fill all at once",
  severity: "P2",
  service: "dashboard",
  zone: "America/New_York",
  begins: { weeksAgo: 18, weekday: "Tue", at: "10:06" },
  declaredBy: "yuki",
  steps: [
    ["10:06", "yuki", "detection", "10:03 Grace has four customers on the phone who see nothing but frames"],
    ["10:07", "yuki", "acknowledges"],
    ["10:08", "yuki", "finding", "Every chart waits for the API, and the API for something behind it"],
    ["10:11", "maria", "merges", "API answers in twelve", "Same minute, same cause: we work it there"],
  ],
};
