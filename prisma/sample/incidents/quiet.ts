import type { IncidentStory } from "../shapes";

/** Found long after, and entered afterwards. */
export const doubleCount: IncidentStory = {
  title: "Sessions counted twice in the warehouse for six days",
  severity: "P3",
  service: "warehouse-loader",
  mode: "retrospective",
  zone: "Asia/Kolkata",
  begins: { weeksAgo: 8, weekday: "Thu", at: "15:00" },
  declaredBy: "priya",
  steps: [
    ["15:05", "priya", "deploy", "~14:10 Loader 3.4 goes live: it reads from two partitions in parallel"],
    [
      "15:07",
      "priya",
      "detection",
      "14:40 An analyst asks why weekends have doubled. Until then nobody had looked",
    ],
    [
      "15:09",
      "rafael",
      "finding",
      "14:52 Sessions that touch midnight are in both partitions, and 3.4 counts them in both",
    ],
    ["15:10", "priya", "sets", "detectedAt", "14:40", "The analyst's question", "An analyst asks"],
    ["15:11", "priya", "sets", "acknowledgedAt", "14:45", "Rafael's answer to it"],
    [
      "15:30",
      "priya",
      "writes",
      {
        summary:
          "For six days sessions across midnight were counted twice. Entered afterwards, because it was mended before anybody thought of calling it an incident.",
        happened:
          "Loader 3.4 reads each day's partition by itself. A session that begins before midnight and ends after it is in two of them.",
        causes: [["Counted by partition", "The loader counts what it reads, not what is distinct."]],
        fixes: ["Six days loaded again"],
      },
    ],
    [
      "15:40",
      "priya",
      "promises",
      {
        title: "Compare each day's counts with the day before, and ask when they double",
        owner: "team Data platform",
        due: "today+4",
        kind: "detect",
        priority: "medium",
      },
    ],
    ["+4 11:00", "rafael", "reports", "Compare each day's counts", "in_progress"],
  ],
};

/** It was none. */
export const falseAlarm: IncidentStory = {
  title: "All replicas report themselves as primary",
  severity: "P1",
  service: "main-database",
  begins: { weeksAgo: 7, weekday: "Tue", at: "03:14" },
  declaredBy: "tomasz",
  steps: [
    ["03:14", "tomasz", "alert", "Three primaries. If this is true, it is the worst night of the year"],
    ["03:15", "tomasz", "acknowledges"],
    ["03:15", "tomasz", "moves", "investigating"],
    [
      "03:19",
      "tomasz",
      "finding",
      "One primary, two replicas, as always. The exporter was updated at 03:00, and its label 'role' now means something else",
    ],
    ["03:21", "tomasz", "moves", "cancelled", "The database was never in doubt; the label was. Back to bed"],
    [
      "+0 09:30",
      "tomasz",
      "promises",
      {
        title: "Update exporters in working hours",
        owner: "team DevOps",
        due: "+10",
        kind: "process",
        priority: "low",
      },
    ],
    ["+9 10:00", "mike", "reports", "Update exporters", "done", "Window moved to Wednesdays at 11"],
  ],
};

/** Announced, done, and a little longer than announced. */
export const failover: IncidentStory = {
  title: "Planned switch to the second replica takes nine minutes instead of two",
  severity: "P4",
  service: "main-database",
  begins: { weeksAgo: 3, weekday: "Wed", at: "06:00" },
  declaredBy: "tomasz",
  steps: [
    ["06:00", "tomasz", "action", "Switch begun in the announced window of 06:00 to 06:15"],
    ["06:01", "mike", "acknowledges"],
    [
      "06:03",
      "tomasz",
      "finding",
      "Old primary waits for one client that does not let go: a psql of last week, in a forgotten terminal",
    ],
    ["06:04", "tomasz", "moves", "identified"],
    ["06:09", "tomasz", "action", "Session ended; the switch goes through"],
    ["06:10", "tomasz", "moves", "monitoring"],
    ["06:30", "tomasz", "moves", "resolved", "Inside the window, outside the promise"],
    ["06:31", "tomasz", "moves", "closed"],
    [
      "+1 10:00",
      "tomasz",
      "writes",
      {
        summary:
          "The planned switch waited seven minutes for a forgotten terminal. Nobody outside noticed more than was announced.",
        causes: [["A session without an end", "Sessions of people have no time limit."]],
        fixes: ["Session ended"],
      },
    ],
    [
      "+1 10:10",
      "tomasz",
      "promises",
      {
        title: "End idle sessions of people after an hour",
        owner: "mike",
        due: "today",
        kind: "prevent",
        priority: "medium",
        addresses: "cause 1",
      },
    ],
  ],
};

/** Nobody was hurt, and nobody has written it down yet. */
export const buildCache: IncidentStory = {
  title: "Builds fail for a morning: the cache hands out a broken compiler",
  severity: "P3",
  service: "build-pipeline",
  zone: "America/New_York",
  begins: { weeksAgo: 4, weekday: "Wed", at: "09:12" },
  declaredBy: "sarah",
  steps: [
    ["09:12", "sarah", "detection", "Every build fails in the same step with 'illegal instruction'"],
    ["09:20", "mike", "acknowledges"],
    ["09:21", "mike", "moves", "investigating"],
    [
      "09:44",
      "mike",
      "finding",
      "Two of nine builders are a newer kind of machine. A compiler built there is in the cache under the same key, and the other seven cannot run it",
    ],
    ["09:45", "mike", "moves", "identified"],
    ["09:50", "mike", "action", "Cache emptied, kind of machine added to the key"],
    ["09:52", "mike", "moves", "monitoring"],
    ["10:05", "david", "note", "Lunch on whoever reads this and knew that machines have kinds"],
    ["10:30", "mike", "moves", "resolved"],
    ["11:00", "mike", "leaves out", "Lunch on whoever"],
    ["11:05", "mike", "moves", "closed"],
  ],
};
