import type { EntryKind, IncidentStatus, Severity } from "../../../prisma/generated/enums";
import { mentionsIn } from "../../notifications/mentions/rules";
import { severityLabels, statusLabels } from "../labels";
import { builtInRoles, type RoleName } from "../roles/rules";
import { splitEntry } from "../times/rules";
import { kindsLogged, type SlashCommand, slashCommands } from "./labels";

/** What somebody means by what they typed into the composer; `problem` is what to ask them, as a sentence. */
export type Composed =
  | { does: "log"; kind: EntryKind | undefined; time: string | undefined; text: string }
  | { does: "status"; status: IncidentStatus; note: string }
  | { does: "severity"; severity: Severity; note: string }
  | { does: "role"; role: RoleName; handle: string }
  | { does: "ack" }
  | { problem: string };

const names = Object.keys(slashCommands) as SlashCommand[];
const isCommand = (word: string): word is SlashCommand => Object.hasOwn(slashCommands, word);

/**
 * Reads what somebody typed into the composer: an entry with a time at its front or without one, or a command behind a
 * slash, before the time or after it. A word behind a slash that is no command is asked back with what may be meant;
 * paths, of which `/var is full` names one, and whatever stands behind a backslash are text. `roles` are those that can
 * be given.
 */
export function readComposed(typed: string, roles: readonly RoleName[] = builtInRoles): Composed {
  const front = splitEntry(typed);
  const found = /^\/([a-z]+)(?=\s|$)\s*/i.exec(front.text);
  const word = found?.[1]?.toLowerCase() ?? "";
  if (!found || !isCommand(word)) {
    if (found && !topFolders.test(word))
      return {
        problem: `There is no /${word}. Write ${meantBy(word, roles)}, or \\/${word} if it is part of the text.`,
      };
    return { does: "log", kind: undefined, time: front.time, text: front.text.replace(/^\\(?=\/)/, "") };
  }
  const rest = front.text.slice(found[0].length);
  const kind = kindsLogged[word];
  if (kind) {
    const behind = front.time === undefined ? splitEntry(rest) : { time: front.time, text: rest.trim() };
    if (behind.text === "") return missing(word);
    return word === "escalate" && mentionsIn(behind.text).length === 0
      ? { problem: namesNobody }
      : { does: "log", kind, ...behind };
  }
  if (front.time !== undefined)
    return {
      problem: `/${word} is done at the present moment: leave the time away. Milestones can be set to another time.`,
    };
  return readDeed(word, rest.trim(), roles);
}

/** Folders that stand at the top of file systems (Filesystem Hierarchy Standard 3.0, chapter 3), and `/data`. */
const topFolders = /^(?:s?bin|boot|data|dev|etc|home|lib|media|mnt|opt|proc|root|run|srv|sys|tmp|usr|var)$/;

/** What to write in place of a command that does not exist: what it is nearest to, or else what there is. */
function meantBy(word: string, roles: readonly RoleName[]): string {
  const near =
    names.find((name) => isSlip(word, name)) ?? (word.startsWith("ack") ? "ack" : named(slashCommands, word));
  if (near) return `/${near}`;
  const status = named(statusLabels, word);
  if (status) return `/status ${status}`;
  const role = named(Object.fromEntries(roles.map(({ key }) => [key, key])), word);
  return role ? `/role ${role} @whom` : names.map((name) => `/${name}`).join(", ");
}

/** Whether nothing is typed yet but the beginning of a command's name, which may become one. */
export function isBegun(typed: string): boolean {
  const word = typed.trim().toLowerCase();
  return names.some((name) => word !== `/${name}` && `/${name}`.startsWith(word));
}

function readDeed(word: SlashCommand, rest: string, roles: readonly RoleName[]): Composed {
  if (word === "ack")
    return rest === ""
      ? { does: "ack" }
      : { problem: "/ack takes nothing. Write the rest as its own entry." };
  const [, first = "", note = ""] = /^([^\s:,]*)[\s:,]*(.*)$/s.exec(rest) ?? [];
  if (first === "") return missing(word);
  if (word === "status") {
    const status = named(statusLabels, first);
    if (status) return { does: "status", status, note };
    return { problem: `There is no status ${first}. Write ${listed(Object.keys(statusLabels))}.` };
  }
  if (word === "severity") {
    const severity = named(severityLabels, first.replace(/^(?:sev)?-?(?=\d)/i, "P"));
    if (severity) return { does: "severity", severity, note };
    return { problem: `There is no severity ${first}. Write ${listed(Object.keys(severityLabels))}.` };
  }
  const labels: Readonly<Record<string, string>> = Object.fromEntries(
    roles.map(({ key, name }) => [key, name]),
  );
  const key = named(labels, first);
  if (key === undefined)
    return { problem: `There is no role ${first}. Write ${listed(Object.keys(labels))}.` };
  const role = { key, name: labels[key] ?? key };
  const handle = /^@?(\S+)$/.exec(note.trim())?.[1]?.toLowerCase();
  return handle ? { does: "role", role, handle } : missing(word);
}

/** What tells nobody would look as if somebody came. */
const namesNobody = "Name whom you escalate to with @, such as /escalate @kim pool stuck.";

/** The command as it is written, for a sentence that asks for what it lacks. */
function missing(word: SlashCommand): Composed {
  return { problem: `Write /${word} ${slashCommands[word].takes}.` };
}

/** The key that a word names: itself in any case, or the only one that begins so, from three letters on. */
function named<Key extends string>(labels: Readonly<Record<Key, unknown>>, word: string): Key | undefined {
  const keys = Object.keys(labels) as Key[];
  const wanted = word.toLowerCase();
  const exact = keys.find((key) => key.toLowerCase() === wanted);
  if (exact || wanted.length < 3) return exact;
  const begun = keys.filter((key) => key.toLowerCase().startsWith(wanted));
  return begun.length === 1 ? begun[0] : undefined;
}

const listed = (keys: readonly string[]) => `${keys.slice(0, -1).join(", ")} or ${keys.at(-1)}`;

/** Whether a word is a name but for a slip: one in a short name, two from six letters on. */
function isSlip(word: string, name: string): boolean {
  return word.length >= 3 && slips(word, name) <= (name.length < 6 ? 1 : 2);
}

/**
 * How many slips of the hand lie between two words: letters left out, put in, put in another's place, or changed with
 * their neighbour (optimal string alignment distance, Boytsov 2011, 2.1).
 */
function slips(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, place) => place)];
  const at = (row: number, place: number) => rows[row]?.[place] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const other = a[i - 1] === b[j - 1] ? 0 : 1;
      const changed = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          ...[at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + other],
          changed ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return at(a.length, b.length);
}
