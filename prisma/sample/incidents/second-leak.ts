import type { IncidentStory } from "../shapes";

/** The founding incident's cousin, found in minutes because of what it left behind. In review. */
export const secondLeak: IncidentStory = {
  title: "Invoicing holds connections again, and the 80 % alert catches it",
  severity: "P3",
  service: "invoicing",
  environment: "staging",
  zone: "America/New_York",
  begins: { weeksAgo: 3, weekday: "Mon", at: "11:20" },
  declaredBy: "sarah",
  steps: [
    ["11:20", "sarah", "alert", "Pool of invoicing on staging at 82 % of 60, no load test running"],
    ["11:22", "sarah", "acknowledges"],
    ["11:22", "sarah", "moves", "investigating"],
    [
      "11:24",
      "sarah",
      "finding",
      "Oldest hold 31 s and it ends there: the timeout takes the connections back one by one, as it was built to",
    ],
    [
      "11:31",
      "amara",
      "finding",
      "The PDF of a credit note opens a second connection while it holds the first. With 30 at once they wait for each other",
    ],
    ["11:32", "sarah", "moves", "identified"],
    ["11:55", "amara", "deploy", "The PDF gets its data before it is drawn: one connection, half a second"],
    ["11:57", "sarah", "moves", "monitoring"],
    ["12:40", "sarah", "moves", "resolved", "Pool at 6 of 60"],
    ["12:45", "sarah", "sets", "impactStartedAt", "11:18", "First sample over 80 %"],
    ["12:46", "sarah", "moves", "closed"],
    [
      "+1 10:00",
      "amara",
      "writes",
      {
        summary:
          "Two connections for one document, thirty times at once: the pool of invoicing filled, on staging. The alert of last October's incident called after two minutes, and the timeout kept everything alive until the fix.",
        impact: {
          usersAffected: "0",
          dataLoss: "none",
          user: ["Nobody; QA noticed slow previews"],
          detection: ["Two minutes after the first sample over 80 %"],
        },
        happened:
          "Drawing a credit note asks for the customer's logo through a connection of its own while the first is still held. Thirty at once need sixty, and there are sixty: each waits for one more.",
        causes: [
          [
            "Two connections for one job",
            "A job that holds one connection and asks for another can wait for itself.",
          ],
        ],
        factors: [
          { text: "The timeout of 30 seconds kept staging alive", category: "configuration", positive: true },
          {
            text: "The leak check in the build looks for what is never given back; this was given back, only late",
            category: "testing_gap",
          },
        ],
        fixes: ["Data first, drawing afterwards"],
        changes: [
          { file: "invoicing/pdf.ts", text: "Connections held while drawing", before: "2", after: "0" },
        ],
        wentWell: ["Every control of the first incident did what it was made for"],
        wentWrong: ["The pattern was not on the list of what we looked through a year ago"],
        technical: [["The build fails when one job holds two connections"]],
      },
    ],
    [
      "+1 10:15",
      "amara",
      "promises",
      {
        title: "Fail the build when a job asks for a second connection",
        owner: "sarah",
        due: "today-1",
        kind: "prevent",
        priority: "medium",
        addresses: "factor 2",
      },
      {
        title: "Look for the same pattern in the other services",
        owner: "team Reporting",
        due: "today+15",
        kind: "prevent",
        priority: "medium",
        addresses: "cause 1",
      },
    ],
    ["+2 11:00", "amara", "signs", "prepared"],
    ["+7 11:00", "sarah", "reports", "Fail the build", "in_progress"],
  ],
};
