import type { Context } from "../../core/context";
import { demand } from "../../core/permissions";
import { isRefusal, Refusal } from "../../core/refusal";
import { findMentioned } from "../../notifications/mentions/queries";
import { acknowledgeIncident } from "../commands";
import { severityLabels, statusLabels } from "../labels";
import { addParticipant } from "../participants/commands";
import { incidentRoleLabels } from "../participants/labels";
import { changeSeverity } from "../severity/commands";
import { changeStatus } from "../status/commands";
import { addEntry } from "../timeline/commands";
import { type Composed, readComposed } from "./rules";

type Input = { ref?: unknown; text?: unknown; kind?: unknown; day?: unknown };
type Deed = Exclude<Composed, { does: "log" } | { problem: string }>;

/**
 * Does what somebody typed into the composer (see `readComposed`): logs an entry as `addEntry` takes it, or what a
 * command behind a slash says. Gives the sentence that says what was done. What cannot be understood, or is refused, is
 * refused at `text`.
 */
async function composed(context: Context, input: unknown): Promise<{ said: string }> {
  demand(context, compose.action);
  const typed: Input = typeof input === "object" && input !== null ? input : {};
  const read = readComposed(typeof typed.text === "string" ? typed.text : "");
  if ("problem" in read) throw refused(read.problem);
  if (read.does === "log") {
    const text = read.time === undefined ? read.text : `${read.time} ${read.text}`;
    await addEntry(context, { ...typed, text, kind: read.kind ?? typed.kind });
    return { said: "Added to the timeline." };
  }
  try {
    return { said: await doIt(context, typed.ref, read) };
  } catch (error) {
    // The fields that the command names are none of this form's.
    if (isRefusal(error)) throw new Refusal(error.code, error.message, { text: error.message }, error.detail);
    throw error;
  }
}

async function doIt(context: Context, ref: unknown, deed: Deed): Promise<string> {
  if (deed.does === "ack") {
    await acknowledgeIncident(context, { ref });
    return "Acknowledged.";
  }
  if (deed.does === "status") {
    const { status } = await changeStatus(context, { ref, status: deed.status, note: deed.note });
    return `It is ${statusLabels[status]} now.`;
  }
  if (deed.does === "severity") {
    const { severity } = await changeSeverity(context, { ref, severity: deed.severity, note: deed.note });
    return `It is ${severityLabels[severity]} now.`;
  }
  const { role, handle } = deed;
  await addParticipant(context, { ref, role, personId: await personMeant(context, handle) });
  return `${incidentRoleLabels[role]}: @${handle}.`;
}

async function personMeant(context: Context, handle: string): Promise<string> {
  if (handle === "me" && context.actor.id !== null) return context.actor.id;
  const [person] = await findMentioned([handle]);
  if (!person) throw refused(`No one person here is @${handle}. Write the whole address behind the @.`);
  return person;
}

const refused = (problem: string) => new Refusal("invalid", problem, { text: problem });

/**
 * `composed`, as the form of the composer sends it. Nobody learns who there is without the right to write;
 * each command that it calls judges its own.
 */
export const compose = Object.assign(composed, { action: "timeline-entry.add" as const });
