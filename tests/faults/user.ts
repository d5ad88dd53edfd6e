import { readFileSync } from "node:fs";
import type { Chance } from "../support/chance";
import { sendForm } from "../support/form-post";
import type { Answer, Visitor } from "../support/visitor";
import type { Act, Ledger } from "./ledger";

/** What a scripted user does at a time. */
export type Doing = "edits" | "imports";

const founding = readFileSync("tests/support/founding-incident.md", "utf8");

/** One thing that a user does through the pages' own forms. Throws when the product does not answer, or with a fault. */
export async function act(visitor: Visitor, ledger: Ledger, chance: Chance, doing: Doing): Promise<void> {
  if (doing === "imports") return importDocument(visitor, ledger);
  const refs = ledger.incidents();
  if (refs.length === 0 || chance.below(5) === 0) return declare(visitor, ledger);
  const ref = chance.one(refs);
  return chance.one([writeEntry, writeEntry, editTitle, addItem])(visitor, ledger, ref);
}

async function declare(visitor: Visitor, ledger: Ledger): Promise<void> {
  const done = ledger.ask("declare");
  const answer = await sendForm(visitor, "/incidents/new", 'name="severity"', {
    title: done.mark,
    severity: "P2",
  });
  confirm(done, refIn(answer));
}

async function writeEntry(visitor: Visitor, ledger: Ledger, ref: string): Promise<void> {
  const done = ledger.ask("entry", ref);
  const answer = await sendForm(visitor, `/incidents/${ref}`, 'name="text"', { text: done.mark });
  if (shows(answer, done.mark)) confirm(done, ref);
}

async function editTitle(visitor: Visitor, ledger: Ledger, ref: string): Promise<void> {
  const done = ledger.ask("title", ref);
  const answer = await sendForm(visitor, `/incidents/${ref}/edit`, 'name="title"', { title: done.mark });
  // A user who was overtaken is told so, and nothing was saved.
  if (answer.status === 303) confirm(done, refIn(answer));
}

async function addItem(visitor: Visitor, ledger: Ledger, ref: string): Promise<void> {
  const done = ledger.ask("item", ref);
  const answer = await sendForm(visitor, `/incidents/${ref}/action-items`, 'name="title"', {
    title: done.mark,
  });
  confirm(done, refIn(answer));
}

async function importDocument(visitor: Visitor, ledger: Ledger): Promise<void> {
  const done = ledger.ask("import");
  const pasted = founding
    .replace(/^# .*$/m, `# Incident Report: ${done.mark}`)
    .replace("INC-2025-1015", `REPORT-${ledger.acts.length}`);
  const upload = await sendForm(visitor, "/settings/import", 'name="pasted"', { pasted });
  const preview = locationOf(upload);
  const made = await sendForm(visitor, preview, "Create the incident", {});
  confirm(done, refIn(made));
}

function confirm(done: Act, ref: string): void {
  done.ref = ref;
  done.confirmed = true;
}

/** Whether the page that came back shows a text, other than in a field that it was typed into. */
function shows({ status, body }: Answer, text: string): boolean {
  return status === 200 && body.replace(/<textarea[\s\S]*?<\/textarea>|<input[^>]*>/g, "").includes(text);
}

function refIn(answer: Answer): string {
  const ref = /\/incidents\/(INC-\d+-\d+)/.exec(locationOf(answer))?.[1];
  if (!ref) throw new Error(`The answer does not lead to an incident: ${locationOf(answer)}`);
  return ref;
}

function locationOf({ status, headers, body }: Answer): string {
  const { location } = headers;
  if (status !== 303 || typeof location !== "string")
    throw new Error(`No answer that leads on: ${status} ${body.slice(0, 200)}`);
  return location.replace(/^https?:\/\/[^/]+/, "");
}
