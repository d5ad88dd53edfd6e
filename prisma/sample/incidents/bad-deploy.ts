import type { IncidentStory } from "../shapes";

/** A deploy that was right everywhere but in one time zone. */
export const badDeploy: IncidentStory = {
  title: "Dashboards show yesterday's numbers as today's after a deploy",
  severity: "P2",
  service: "dashboard",
  zone: "America/New_York",
  begins: { weeksAgo: 29, weekday: "Wed", at: "19:12" },
  declaredBy: "yuki",
  steps: [
    [
      "19:12",
      "yuki",
      "detection",
      "A customer in Auckland writes: today's revenue is exactly yesterday's, to the cent",
    ],
    ["19:15", "yuki", "acknowledges"],
    ["19:15", "yuki", "moves", "investigating"],
    [
      "19:21",
      "yuki",
      "finding",
      "Charts ask for the day in UTC since this afternoon's deploy. East of Berlin that is the day before, for part of the day",
    ],
    ["19:22", "yuki", "moves", "identified"],
    ["19:24", "yuki", "decision", "Roll back. The new date picker is pretty and can wait"],
    ["19:31", "yuki", "deploy", "Version 812 back in place"],
    ["19:32", "yuki", "moves", "monitoring"],
    [
      "19:44",
      "maria",
      "communication",
      "Wrote to the four customers who had asked. Nobody had exported anything yet",
    ],
    ["19:50", "yuki", "moves", "resolved"],
    ["20:05", "yuki", "sets", "impactStartedAt", "14:40", "The deploy of version 813"],
    ["20:06", "yuki", "moves", "closed"],
    [
      "+1 10:00",
      "yuki",
      "writes",
      {
        summary:
          "For four and a half hours dashboards of customers east of Berlin showed the day before as today. The numbers were right, the heading was not. A customer noticed; a test in one time zone had not.",
        impact: {
          customersAffected: "~60",
          dataLoss: "none",
          user: ["About 60 customers in Asia and the Pacific saw yesterday's figures under today's date"],
          business: ["Nothing stored was wrong; one customer had read a figure aloud in a meeting"],
          detection: [
            "By a customer, after four and a half hours. No figure was wrong, so no alert could know",
          ],
        },
        happened:
          "The new date picker hands over a date without a zone. The old one had handed over an instant. The query took the bare date for one in UTC.",
        causes: [
          [
            "A date without a zone",
            "A bare date was read as one in UTC, where the customer's zone was meant.",
          ],
        ],
        factors: [
          { text: "All tests run in UTC, as do all our machines", category: "testing_gap" },
          {
            text: "The review looked at the picker, which was the large part, and not at the one line behind it",
            category: "review_gap",
          },
        ],
        fixes: ["Rolled back; two days later out again with the customer's zone in the query"],
        changes: [
          {
            file: "dashboard/range.ts",
            text: "Zone that a bare date is read in",
            before: "UTC",
            after: "the workspace's",
          },
        ],
        wentWell: ["Seven minutes from the cause to the roll-back"],
        wentWrong: ["We asked a customer to be our test"],
        technical: [
          ["The tests run in Asia/Kathmandu, 5 hours 45 minutes off", "Version 813 fails 31 of them"],
        ],
      },
    ],
    [
      "+1 10:20",
      "maria",
      "promises",
      {
        title: "Run all tests in an odd time zone",
        owner: "yuki",
        due: "+7",
        kind: "prevent",
        priority: "high",
        addresses: "factor 1",
      },
      {
        title: "Forbid dates without a zone in queries, by a lint rule",
        owner: "sarah",
        due: "+28",
        kind: "prevent",
        priority: "medium",
        addresses: "cause 1",
      },
    ],
    ["+1 11:00", "yuki", "signs", "prepared"],
    ["+1 16:00", "maria", "signs", "reviewed"],
    ["+2 10:00", "james", "signs", "approved"],
    [
      "+6 14:00",
      "yuki",
      "reports",
      "Run all tests",
      "done",
      "TZ=Asia/Kathmandu in the build; found two more",
    ],
    [
      "+30 11:00",
      "sarah",
      "reports",
      "Forbid dates",
      "wont_do",
      "The type of the query now asks for a zone: it does not compile without, which is better than a rule",
    ],
  ],
};
