import type { EntryKind } from "../../../prisma/generated/enums";

/** The commands of the composer, in the order in which they are offered: what each takes, and what it does. */
export const slashCommands = {
  decision: { takes: "what was decided", does: "Logs a decision" },
  finding: { takes: "what was found", does: "Logs a finding" },
  action: { takes: "what was done", does: "Logs an action" },
  deploy: { takes: "what was deployed", does: "Logs a deploy" },
  update: {
    takes: "what was said to whom",
    does: "Logs what was said; those with a status link do not see it",
  },
  escalate: { takes: "@whom why", does: "Logs an escalation, and tells whom it mentions at once" },
  status: { takes: "monitoring why", does: "Changes the status" },
  severity: { takes: "p1 why", does: "Changes the severity" },
  role: { takes: "commander @whom", does: "Gives a role, or hands it over" },
  ack: { takes: "", does: "Acknowledges the incident" },
} as const;

/** The name of a command, as it is written behind the slash. */
export type SlashCommand = keyof typeof slashCommands;

/** The kinds of entries that commands log. */
export const kindsLogged: Readonly<Partial<Record<SlashCommand, EntryKind>>> = {
  decision: "decision",
  finding: "finding",
  action: "action",
  deploy: "deploy",
  update: "communication",
  escalate: "escalation",
};

/** Why files do not go with a command. */
export const filesWithCommand =
  "Files go with an entry, not with a command: remove them, or send them with an entry first.";
