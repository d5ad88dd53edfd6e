import { formatInstant, formatRelative } from "@/components/ui/format-time";
import { Kbd } from "@/components/ui/kbd";
import { type Composed, isBegun, readComposed } from "@/lib/incidents/composer/rules";
import { severityLabels, statusLabels } from "@/lib/incidents/labels";
import type { RoleName } from "@/lib/incidents/roles/rules";
import { entryKindLabels } from "@/lib/incidents/timeline/labels";
import { parseEntryTime } from "@/lib/incidents/times/rules";
import { mentionsIn } from "@/lib/notifications/mentions/rules";
import type { EntryKind } from "@/prisma/generated/enums";

type Props = {
  text: string;
  zone: string;
  day: string;
  /** Since when times without a date can be. */
  since: Date | null;
  roles: readonly RoleName[];
};

/** What will come of the text while it is being typed: where the entry will stand, or what the command will do. */
export function Meaning({ text, zone, day, since, roles }: Props) {
  if (text.trim() === "")
    return (
      <>
        <span className="pointer-coarse:hidden">
          Press <Kbd keys={["t"]} /> to write.
        </span>{" "}
        A time in front places the entry: 14:40, ~14:40, -5m. A <Kbd keys={["/"]} /> begins a command.
      </>
    );
  // How it may go on is offered beneath the field.
  if (isBegun(text)) return null;
  const read = readComposed(text, roles);
  if ("problem" in read) return <Problem>{read.problem}</Problem>;
  if (read.does !== "log") return sayDeed(read);
  const reaches = sayReach(read.kind, read.text);
  if (read.time === undefined && read.kind === "escalation")
    return `${entryKindLabels.escalation}.${reaches}`;
  const what = read.kind ? `${entryKindLabels[read.kind]}, placed` : "Placed";
  if (read.time === undefined) return `${what} at the present moment.${reaches}`;
  const now = new Date();
  const time = parseEntryTime(read.time, zone, now, { day: day || undefined, since });
  if ("problem" in time) return <Problem>{time.problem}</Problem>;
  const about = time.precision === "about" ? "about " : "";
  return `${what} at ${about}${formatInstant(time.at, zone)} (${formatRelative(time.at, now)}).${reaches}`;
}

/** Whom an entry reaches beyond the timeline, where its command lets somebody expect that it reaches someone. */
function sayReach(kind: EntryKind | undefined, text: string): string {
  if (kind === "communication") return " It stays inside: those with a status link do not see it.";
  if (kind !== "escalation") return "";
  return ` Tells ${mentionsIn(text)
    .map((handle) => `@${handle}`)
    .join(", ")}.`;
}

function sayDeed(deed: Exclude<Composed, { does: "log" } | { problem: string }>): string {
  if (deed.does === "ack") return "Acknowledges the incident.";
  if (deed.does === "status") return `Changes the status to ${statusLabels[deed.status]}.`;
  if (deed.does === "severity") return `Changes the severity to ${severityLabels[deed.severity]}.`;
  return `Gives @${deed.handle} the role ${deed.role.name.toLowerCase()}.`;
}

function Problem({ children }: { children: string }) {
  return <span className="text-danger-ink">{children}</span>;
}
