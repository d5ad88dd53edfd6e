/** What was measured of an incident, for its post-mortem. */
export type Measured = {
  /** Users there were, and those that met anything but a report. */
  users: number;
  usersHit: number;
  /** Connections in use, and in a transaction without doing anything, when the alert fired that declared it. */
  used: number;
  max: number;
  idleInTransaction: number;
  /** What shows how it was noticed. */
  detection: string;
};

/** What a responder writes after the founding incident, with the figures of this one. */
export function postMortem({ users, usersHit, used, max, idleInTransaction, detection }: Measured) {
  return {
    summary:
      `Reports that failed kept their database connection. Under ${users} users the pool of ${max} ran dry, reports and ` +
      "health checks waited for connections that never came back, and a mended version ended it.",
    impact: {
      user: [`${usersHit} of ${users} users waited for a report in vain at least once.`],
      business: ["A drill in staging: no customer was affected."],
      detection: [detection],
    },
    whatHappened:
      `The report generator takes a connection from its pool and reads in a transaction. When the alert fired, ${used} of ` +
      `${max} connections were in use, and ${idleInTransaction} of them were in a transaction that did nothing: reports of a ` +
      "tenant without orders fail in their second statement, and the connection is given back after the last one only.",
    rootCauses: [
      {
        title: "Connection leak on the error path",
        text: "A report that fails never gives its connection back, nor ends its transaction.",
      },
      {
        title: "No time limit",
        text: "Neither waiting for a connection nor holding one ever came to an end by itself.",
      },
      {
        title: "Undersized pool",
        text: `The pool of ${max} was sized for development; the server allows many more.`,
      },
    ],
    factors: [
      { text: "Reports became available to many tenants, some without any orders.", category: "code_defect" },
      { text: "No test lets a report fail and counts connections afterwards.", category: "testing_gap" },
    ],
    fixes: [
      { text: "Connections are released on all paths." },
      { text: "30 s time limit for waiting, for statements and for idle transactions." },
      { text: `Pool size ${max} → 200, connections are recycled after 30 minutes.` },
    ],
    codeChanges: [
      {
        file: "lib/gates/drill/report-generator/mended.ts",
        text: "Pool size",
        before: String(max),
        after: "200",
      },
      {
        file: "lib/gates/drill/report-generator/mended.ts",
        text: "Time limit",
        before: "none",
        after: "30 seconds",
      },
      { file: "lib/gates/drill/report-generator/mended.ts", text: "Release in try/finally" },
    ],
    wentWell: [
      { text: "The warning came before the pool was full, and named who held its connections." },
      { text: "The incident was declared by the alert, with the pool's figures on it." },
    ],
    wentWrong: [{ text: "The leak came with an error that nobody had seen in a test." }],
    technicalControls: [
      {
        text: "Alerts at 80 % and 95 % of the report generator's pool.",
        verification: "This drill: npm run drill.",
      },
    ],
  };
}
