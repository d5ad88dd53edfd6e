import type { IncidentStory } from "../shapes";

/** The one that practised the way the founding incident was escalated a week later. */
export const restoreDrill: IncidentStory = {
  title: "Drill: restore the main database from last night's backup",
  severity: "P3",
  service: "main-database",
  environment: "staging",
  mode: "drill",
  begins: { on: "2025-09-30", at: "10:00" },
  declaredBy: "mike",
  steps: [
    [
      "10:00",
      "mike",
      "note",
      "The rule of today: nobody but the backup and the handbook helps. David plays the caller who asks every ten minutes",
    ],
    ["10:02", "mike", "acknowledges"],
    ["10:02", "mike", "moves", "investigating"],
    ["10:04", "mike", "gives", "commander", "david"],
    ["10:09", "mike", "finding", "The handbook names a storage bucket that was renamed in June"],
    [
      "10:13",
      "mike",
      "action",
      "Backup found in the new bucket, 212 GB, last night 03:10. Restore begun on a fresh machine",
    ],
    ["10:14", "david", "moves", "identified"],
    [
      "10:40",
      "david",
      "communication",
      "Caller: is it back yet? Answer: 60 % of the copy, then the replay. A number is better than 'soon'",
    ],
    [
      "11:31",
      "mike",
      "action",
      "Database up. Row counts of the ten largest tables compared with yesterday's: all equal",
    ],
    ["11:32", "mike", "moves", "monitoring"],
    ["11:45", "david", "moves", "resolved", "1 hour 43 minutes. The promise to customers is four hours"],
    ["11:50", "david", "moves", "closed"],
    [
      "14:00",
      "mike",
      "writes",
      {
        summary:
          "We restored the main database from its backup alone, in 1 hour 43 minutes. The handbook was wrong in one place and silent in two; both are mended.",
        happened:
          "The machine was declared lost at 10:00. Ten minutes went to a bucket that no longer exists under the name in the handbook; the rest was copying.",
        causes: [["The handbook had aged", "The bucket was renamed in June, and the page was not."]],
        fixes: ["Page corrected while the copy ran"],
        wentWell: [
          "Escalation by the book: caller, commander and hands were three people",
          "The backup is good, and we now know it rather than believe it",
        ],
        wentWrong: ["Ten of the first thirteen minutes were spent looking for the backup"],
        process: [["A restore drill every quarter, by somebody who has not done one before"]],
      },
    ],
    [
      "14:20",
      "david",
      "promises",
      {
        title: "Link the handbook's bucket names to the place where buckets are made",
        owner: "mike",
        due: "+14",
        kind: "process",
        priority: "medium",
        addresses: "cause 1",
      },
    ],
    ["15:00", "mike", "signs", "prepared"],
    ["+1 09:30", "david", "signs", "reviewed"],
    ["+1 13:00", "james", "signs", "approved"],
    [
      "+13 11:00",
      "mike",
      "reports",
      "Link the handbook's",
      "done",
      "The page is written from the bucket list at each build",
    ],
  ],
};

/** A drill that found something. */
export const zoneDrill: IncidentStory = {
  title: "Drill: one of three zones is gone",
  severity: "P2",
  service: "edge",
  mode: "drill",
  begins: { weeksAgo: 20, weekday: "Wed", at: "14:00" },
  declaredBy: "tomasz",
  steps: [
    [
      "14:00",
      "tomasz",
      "action",
      "All machines of zone b taken off the network. Customers should notice nothing",
    ],
    ["14:01", "tomasz", "acknowledges"],
    ["14:03", "tomasz", "moves", "investigating"],
    ["14:04", "tomasz", "metric", "Errors for 40 seconds at 0.8 %, then none"],
    [
      "14:09",
      "noor",
      "finding",
      "Sign-in works, new invitations do not: the mailer's only worker ran in zone b",
    ],
    ["14:10", "tomasz", "moves", "identified"],
    [
      "14:12",
      "tomasz",
      "decision",
      "Leave the zone off until the mailer is up elsewhere. That is what drills are for",
    ],
    ["14:37", "yuki", "deploy", "A second worker of the mailer, in zone c"],
    ["14:40", "tomasz", "moves", "monitoring"],
    ["15:00", "tomasz", "moves", "resolved", "Zone b back on. 1,140 mails went out late, none were lost"],
    ["15:05", "tomasz", "moves", "closed"],
    [
      "+1 10:00",
      "tomasz",
      "writes",
      {
        summary:
          "With one of three zones off, everything went on working except e-mail, whose only worker lived there. It was put into a second zone during the drill.",
        happened:
          "Eleven of twelve services run in at least two zones. The mailer was moved to a single worker in May, to stop it from sending twice, and nobody had looked at it with zones in mind.",
        causes: [
          ["One worker in one zone", "The fix for doubled mails made the mailer depend on a single machine."],
        ],
        factors: [
          { text: "The overview of zones was drawn by hand and showed two workers", category: "process" },
        ],
        fixes: ["Second worker in another zone; a lock keeps them from sending twice"],
        wentWell: ["Balancers took the zone out within 40 seconds"],
        wentWrong: ["An earlier fix had traded one risk for another, silently"],
        technical: [["Every service runs in two zones at least; the deploy refuses one that does not"]],
      },
    ],
    [
      "+1 10:20",
      "david",
      "promises",
      {
        title: "Draw the overview of zones from what is running",
        owner: "tomasz",
        due: "+28",
        kind: "detect",
        priority: "medium",
        addresses: "factor 1",
      },
      {
        title: "Refuse deploys of services with fewer than two zones",
        owner: "team DevOps",
        due: "+35",
        kind: "prevent",
        priority: "medium",
        addresses: "cause 1",
      },
    ],
    ["+1 11:00", "tomasz", "signs", "prepared"],
    ["+2 10:00", "priya", "signs", "reviewed"],
    ["+5 14:00", "helen", "signs", "approved", "The most useful hour of the quarter"],
    [
      "+30 10:00",
      "tomasz",
      "reports",
      "Draw the overview",
      "wont_do",
      "The deploy now refuses what the drawing would have shown; nobody would look at the drawing",
    ],
    [
      "+33 15:00",
      "mike",
      "reports",
      "Refuse deploys",
      "done",
      "Rule two-zones in the deploy's check; three services had to be mended first",
    ],
  ],
};
