import type { IncidentStory } from "../shapes";

/** Three minutes are a long time for a token. */
export const clockSkew: IncidentStory = {
  title: "Single sign-on fails on one machine of four: its clock is three minutes ahead",
  severity: "P2",
  service: "sign-in",
  begins: { weeksAgo: 12, weekday: "Thu", at: "08:12" },
  declaredBy: "noor",
  steps: [
    [
      "08:12",
      "noor",
      "detection",
      "One in four sign-ins through single sign-on fails: 'token not valid yet'. A second try mostly works",
    ],
    ["08:15", "noor", "acknowledges"],
    ["08:15", "noor", "moves", "investigating"],
    ["08:20", "tomasz", "finding", "All failures on machine si-3. Its clock is 181 seconds ahead and drifts"],
    ["08:21", "noor", "moves", "identified"],
    ["08:22", "tomasz", "action", "si-3 taken out of the balancer"],
    ["08:23", "noor", "moves", "monitoring"],
    [
      "08:31",
      "tomasz",
      "finding",
      "Time service on si-3 has been off since its kernel was patched on Tuesday",
    ],
    ["08:40", "tomasz", "action", "Time service back on, clock stepped, si-3 back in the balancer"],
    ["08:55", "noor", "moves", "resolved"],
    [
      "09:00",
      "noor",
      "sets",
      "impactStartedAt",
      "~06:30",
      "The drift passed the tolerance of 120 seconds at about this time",
    ],
    ["13:00", "noor", "moves", "closed"],
    [
      "+1 09:30",
      "noor",
      "writes",
      {
        summary:
          "One of four machines that sign people in ran three minutes ahead. Tokens issued elsewhere looked as if they came from the future and were refused. Taking the machine out ended it.",
        impact: {
          usersAffected: "~240",
          dataLoss: "none",
          user: ["240 people had to sign in twice or three times"],
          detection: [
            "Two hours: the rate of failures stayed below the alert's limit because people tried again",
          ],
        },
        happened:
          "A kernel patch replaced the configuration of the time service with the distribution's own, which does not start it. From Tuesday on the clock ran free.",
        causes: [["No time service", "A patch switched the time service off, and nothing noticed."]],
        factors: [{ text: "Clocks are not watched: everybody assumes them", category: "monitoring_gap" }],
        fixes: ["Time service on, clock stepped"],
        changes: [
          { file: "machines/base.yaml", text: "Time service is started and checked after each patch" },
        ],
        wentWell: ["Four machines and one in four failures: the arithmetic led straight to it"],
        wentWrong: ["Retries hid the failures from the alert"],
        technical: [
          [
            "Every machine reports its offset; more than two seconds is an alert",
            "si-1 put 5 s ahead by hand: alert after 30 s",
          ],
        ],
      },
    ],
    [
      "+1 10:00",
      "ingrid",
      "promises",
      {
        title: "Watch the clock of every machine",
        owner: "tomasz",
        due: "+10",
        kind: "detect",
        priority: "high",
        addresses: "cause 1",
      },
      {
        title: "Count failed sign-ins by machine",
        owner: "noor",
        due: "+14",
        kind: "detect",
        priority: "low",
        addresses: "factor 1",
      },
    ],
    ["+1 11:00", "noor", "signs", "prepared"],
    ["+4 10:00", "luca", "signs", "reviewed"],
    ["+5 09:00", "helen", "signs", "approved"],
    [
      "+9 12:00",
      "tomasz",
      "reports",
      "Watch the clock",
      "done",
      "61 machines, all within 4 ms but one, which was mended",
    ],
    ["+15 12:00", "noor", "reports", "Count failed sign-ins", "done", "On the sign-in board"],
  ],
};
