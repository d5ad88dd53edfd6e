import type { IncidentStory } from "../shapes";

/** An answer of 'no such name' that the world remembered for an hour. */
export const dns: IncidentStory = {
  title: "New customers cannot reach their workspace: the name does not exist for an hour",
  severity: "P2",
  service: "edge",
  begins: { weeksAgo: 38, weekday: "Mon", at: "16:22" },
  declaredBy: "noor",
  steps: [
    [
      "16:22",
      "noor",
      "detection",
      "Grace forwards the third complaint of the afternoon: the workspace's address cannot be found, and an hour later it can",
    ],
    ["16:25", "tomasz", "acknowledges"],
    ["16:26", "tomasz", "moves", "investigating"],
    [
      "16:34",
      "tomasz",
      "finding",
      "Names of workspaces made today resolve from here, and not from the customer's resolver",
    ],
    [
      "16:41",
      "noor",
      "finding",
      "The invitation mail goes out before the name is made. Whoever clicks at once asks for a name that is not there yet, and their resolver remembers the no",
    ],
    [
      "16:42",
      "tomasz",
      "finding",
      "Our zone tells resolvers to remember a no for 3,600 seconds. Until last Thursday it was 60: the zone was moved, and the new provider has its own default",
    ],
    ["16:43", "tomasz", "moves", "identified"],
    ["16:47", "tomasz", "action", "Set back to 60 seconds"],
    ["16:48", "tomasz", "moves", "monitoring"],
    ["17:50", "tomasz", "moves", "resolved", "The last no from before is forgotten everywhere"],
    [
      "17:52",
      "tomasz",
      "sets",
      "impactStartedAt",
      "~16:05",
      "The first of the three complaints, by its customer's own account",
    ],
    ["+1 09:30", "noor", "moves", "closed"],
    [
      "+1 10:15",
      "noor",
      "writes",
      {
        summary:
          "After a move of the DNS zone, resolvers remembered for an hour that a new workspace's name did not exist, if somebody asked for it in the seconds before it was made. Those who clicked their invitation fastest waited longest.",
        impact: {
          customersAffected: "9",
          dataLoss: "none",
          user: ["Nine new customers could not open their workspace for up to an hour"],
          business: ["The nine were written to; one had already asked for another appointment"],
          detection: ["Three customers told us. From inside, the name was always there"],
        },
        happened:
          "A workspace's name was made in the background, a few seconds after the invitation had been sent. That had always been a race. With a memory of 60 seconds nobody noticed when it was lost; with 3,600 they did.",
        causes: [
          ["Invitation before name", "The mail goes out before the name that it points to exists."],
          [
            "A default that came with the move",
            "The new provider's zones say 3,600 seconds where ours had said 60.",
          ],
        ],
        factors: [{ text: "The move was checked by asking for names that exist", category: "testing_gap" }],
        fixes: [
          "Negative caching back to 60 seconds",
          "The invitation waits until the name resolves from outside",
        ],
        changes: [
          { file: "edge/zones.tf", text: "Minimum of the zone's SOA", before: "3600", after: "60" },
          {
            file: "workspaces/create.ts",
            text: "Sends the invitation when the name resolves from outside, five minutes at most",
          },
        ],
        wentWell: ["A support engineer counted to three and said it aloud"],
        wentWrong: ["The race was known; a comment in the code says so since 2023"],
        technical: [
          [
            "The zone's settings are compared with the file every night",
            "Changed by hand on a test zone: found the same night",
          ],
        ],
      },
    ],
    [
      "+1 10:40",
      "david",
      "promises",
      {
        title: "Send invitations only when the name resolves from outside",
        owner: "yuki",
        due: "+9",
        kind: "prevent",
        priority: "high",
        addresses: "cause 1",
      },
      {
        title: "Compare the live zone with its file every night",
        owner: "noor",
        due: "+21",
        kind: "detect",
        priority: "medium",
        addresses: "cause 2",
      },
    ],
    ["+1 14:00", "noor", "signs", "prepared"],
    ["+2 09:45", "maria", "signs", "reviewed"],
    ["+3 11:30", "helen", "signs", "approved"],
    [
      "+8 15:00",
      "yuki",
      "reports",
      "Send invitations only",
      "done",
      "Live since Tuesday; the median wait is 4 seconds",
    ],
    ["+18 10:00", "noor", "reports", "Compare the live zone", "done", "Nightly job zone-drift; quiet so far"],
  ],
};
