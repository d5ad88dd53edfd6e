import type { Context } from "../../core/context";
import { demand } from "../../core/permissions";
import { isRefusal, Refusal } from "../../core/refusal";
import { findMentioned } from "../../notifications/mentions/queries";
import { mentionsIn } from "../../notifications/mentions/rules";
import { addFiles } from "../attachments/commands";
import { acknowledgeIncident } from "../commands";
import { whyNobodyIsCalled } from "../escalations/queries";
import { severityLabels, statusLabels } from "../labels";
import { addParticipant } from "../participants/commands";
import { listRoleNames } from "../roles/queries";
import { changeSeverity } from "../severity/commands";
import { changeStatus } from "../status/commands";
import { addEntry } from "../timeline/commands";
import { filesWithCommand } from "./labels";
import { type Composed, readComposed } from "./rules";

type Input = {
  ref?: unknown;
  text?: unknown;
  kind?: unknown;
  day?: unknown;
  attachments?: unknown;
  /** Files of a form that was sent without JavaScript. */
  files?: unknown;
};
type Deed = Exclude<Composed, { does: "log" } | { problem: string }>;

/**
 * Does what somebody typed into the composer (see `readComposed`): logs an entry as `addEntry` takes it, or what a
 * command behind a slash says. Gives the sentence that says what was done. What cannot be understood, or is refused, is
 * refused at `text`.
 */
async function composed(context: Context, input: unknown): Promise<{ said: string }> {
  demand(context, compose.action);
  const typed: Input = typeof input === "object" && input !== null ? input : {};
  const text = typeof typed.text === "string" ? typed.text : "";
  const read = readComposed(text, /^\W*\/role\b/i.test(text) ? await listRoleNames(context) : undefined);
  if ("problem" in read) throw refused(read.problem);
  if (read.does === "log") {
    if (read.kind === "escalation") await demandSomebody(context, typed.ref, mentionsIn(read.text));
    // On a line of its own the time takes nothing of the text: neither the dash of a list, nor a zone's name.
    const text = read.time === undefined ? read.text : `${read.time}\n${read.text}`;
    const uploaded = await addFiles(context, typed.ref, typed.files).catch(asTyped);
    const attachments = uploaded.length > 0 ? { attachments: uploaded } : {};
    await addEntry(context, { ...typed, ...attachments, text, kind: read.kind ?? typed.kind });
    return { said: "Added to the timeline." };
  }
  if (Array.isArray(typed.attachments)) throw refused(filesWithCommand);
  return { said: await doIt(context, typed.ref, read).catch(asTyped) };
}

/** The fields that a command names are none of this form's. */
function asTyped(error: unknown): never {
  if (isRefusal(error)) throw new Refusal(error.code, error.message, { text: error.message }, error.detail);
  throw error;
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
  await addParticipant(context, { ref, role: role.key, personId: await personMeant(context, handle) });
  return `${role.name}: @${handle}.`;
}

async function personMeant(context: Context, handle: string): Promise<string> {
  if (handle === "me" && context.actor.id !== null) return context.actor.id;
  const [person] = await findMentioned([handle]);
  if (!person) throw nobodyIs([handle]);
  return person;
}

/** Refuses an escalation by command that would tell nobody. */
async function demandSomebody(context: Context, ref: unknown, handles: readonly string[]): Promise<void> {
  const meant = await findMentioned(handles);
  if (meant.length === 0) throw nobodyIs(handles);
  const why = await whyNobodyIsCalled(context, String(ref), meant);
  if (why !== null) throw refused(why);
}

const nobodyIs = (handles: readonly string[]) =>
  refused(
    `No one person here is ${handles.map((handle) => `@${handle}`).join(" or ")}. Write the whole address behind the @.`,
  );

const refused = (problem: string) => new Refusal("invalid", problem, { text: problem });

/**
 * `composed`, as the form of the composer sends it. Nobody learns who there is without the right to write;
 * each command that it calls judges its own.
 */
export const compose = Object.assign(composed, { action: "timeline-entry.add" as const });
