import { slashCommands } from "@/lib/incidents/composer/labels";
import { severityLabels, statusLabels } from "@/lib/incidents/labels";
import { builtInRoles, type RoleName } from "@/lib/incidents/roles/rules";
import { splitEntry } from "@/lib/incidents/times/rules";

/** What is being typed at the caret that can be completed: from where it stands, and what there is of it. */
export type Token = {
  kind: "command" | "status" | "severity" | "role" | "person" | "reference";
  start: number;
  /** With its sign in front, where it has one. */
  typed: string;
};

/** One way to go on: what takes the token's place, and what it says of itself. */
export type Completion = { insert: string; label: string; hint?: string | undefined };

/** What stands in front of the caret that can be completed, or null. */
export function tokenAt(text: string, caret: number): Token | null {
  const before = text.slice(0, caret);
  const front = splitEntry(before).text;
  const token = (kind: Token["kind"], typed: string) => ({ kind, typed, start: caret - typed.length });
  if (/^\/[a-z]*$/i.test(front) && before.endsWith(front)) return token("command", front);
  const deed = /^\s*\/(status|severity|role)[ \t]+([a-z0-9-]*)$/i.exec(before);
  if (deed) return token(deed[1]?.toLowerCase() as "status" | "severity" | "role", deed[2] ?? "");
  const person = /(?:^|[\s(])(@[\p{L}\p{N}_.%+'-]{0,64})$/u.exec(before)?.[1];
  if (person) return token("person", person);
  const reference = /(?:^|[\s(])(#[\w-]{1,40})$/.exec(before)?.[1];
  return reference ? token("reference", reference) : null;
}

const statuses = Object.entries(statusLabels).filter(([status]) => status !== "merged");

/** The ways to go on that need nobody to be asked: commands, and what they take. */
export function knownCompletions(
  { kind, typed }: Token,
  roles: readonly RoleName[] = builtInRoles,
): Completion[] {
  const ways: Record<string, Completion[]> = {
    command: Object.entries(slashCommands).map(([name, { takes, does }]) => ({
      insert: `/${name}${takes === "" ? "" : " "}`,
      label: `/${name} ${takes}`.trim(),
      hint: does,
    })),
    status: statuses.map(([status, label]) => ({ insert: `${status} `, label })),
    severity: Object.entries(severityLabels).map(([severity, label]) => ({ insert: `${severity} `, label })),
    role: roles.map(({ key, name }) => ({ insert: `${key} @`, label: name })),
  };
  return (ways[kind] ?? []).filter(({ insert }) => insert.toLowerCase().startsWith(typed.toLowerCase()));
}

/** Whether there is nothing left to complete: the only way on is what stands there already. */
export function isComplete({ typed }: Token, ways: readonly Completion[]): boolean {
  const [only] = ways;
  return ways.length === 1 && only?.insert.replace(/[ @]+$/, "").toLowerCase() === typed.toLowerCase();
}
