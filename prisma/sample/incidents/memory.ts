import type { IncidentStory } from "../shapes";

/** Resolved too early, opened again, and then understood. Waits for an approver. */
export const memory: IncidentStory = {
  title: "API processes restart every forty minutes",
  severity: "P2",
  service: "public-api",
  begins: { weeksAgo: 6, weekday: "Mon", at: "14:20" },
  declaredBy: "rafael",
  steps: [
    ["14:20", "rafael", "alert", "Five restarts of API processes within ten minutes, all out of memory"],
    ["14:24", "rafael", "acknowledges"],
    ["14:24", "rafael", "moves", "investigating"],
    ["14:40", "rafael", "decision", "Back to Friday's version, to see whether it is the code"],
    ["14:52", "rafael", "deploy", "Friday's version is live"],
    ["15:30", "rafael", "moves", "resolved", "No restart for half an hour: it was the new version"],
    ["16:12", "yuki", "alert", "Restarts again, on Friday's version"],
    [
      "16:13",
      "yuki",
      "moves",
      "investigating",
      "Half an hour was too short for something that takes forty minutes",
    ],
    ["16:14", "yuki", "gives", "commander", "maria"],
    ["16:30", "maria", "decision", "Heap dump of one process before it dies. We stop guessing"],
    [
      "16:58",
      "yuki",
      "finding",
      "1.1 GB of 1.4 are buffers of half-sent answers: 6,000 connections of one customer that read nothing",
    ],
    ["17:02", "maria", "moves", "identified"],
    [
      "17:10",
      "yuki",
      "decision",
      "A connection that takes nothing for 30 seconds is closed. The customer is called",
    ],
    ["17:31", "yuki", "deploy", "Idle-write limit is live"],
    ["17:33", "yuki", "moves", "monitoring"],
    [
      "19:00",
      "maria",
      "moves",
      "resolved",
      "90 minutes, memory flat at 400 MB. This time we waited for twice the period",
    ],
    ["19:05", "yuki", "sets", "impactStartedAt", "13:41", "First restart of the day"],
    ["+1 09:00", "maria", "moves", "closed"],
    [
      "+2 11:00",
      "yuki",
      "writes",
      {
        summary:
          "A customer's client opened thousands of connections and read nothing. Answers piled up in memory until processes died, every forty minutes. The first explanation, our own new version, was believed after half an hour of silence and was wrong.",
        impact: {
          customersAffected: "~75",
          dataLoss: "none",
          user: ["75 customers saw broken answers, a few per hour"],
          detection: ["39 minutes; a single restart is no alert"],
        },
        happened:
          "The customer's new exporter asks and never reads. Our server holds an answer until somebody takes it, and had no limit for how long.",
        causes: [
          [
            "No limit for a reader that does not read",
            "A half-sent answer is kept until the connection ends, and the connection does not end.",
          ],
        ],
        factors: [
          { text: "Resolved on thirty minutes of silence where the period was forty", category: "process" },
          { text: "The roll-back looked like an answer because it restarted everything", category: "other" },
        ],
        fixes: ["Connections that take nothing for 30 seconds are closed"],
        changes: [
          {
            file: "api/server.ts",
            text: "Longest time that a client may take nothing",
            before: "unlimited",
            after: "30 s",
          },
        ],
        wentWell: [
          "Reopened within a minute of the first new restart, without a discussion about whose fault it was",
        ],
        wentWrong: ["We were pleased too early"],
        technical: [["Memory of half-sent answers is a figure on the board"]],
        process: [["Nothing is resolved before twice its period has passed"]],
      },
    ],
    [
      "+2 11:20",
      "maria",
      "promises",
      {
        title: "Limit the connections of one API key",
        owner: "yuki",
        due: "today+9",
        kind: "prevent",
        priority: "medium",
        addresses: "cause 1",
      },
      {
        title: "Put 'twice the period' into the handbook",
        owner: "maria",
        due: "+14",
        kind: "process",
        priority: "low",
        addresses: "factor 1",
      },
    ],
    ["+3 10:00", "yuki", "signs", "prepared"],
    ["+4 14:30", "maria", "signs", "reviewed"],
    ["+11 10:00", "maria", "reports", "Put 'twice the period'", "done", "Handbook, chapter Resolving"],
  ],
};
