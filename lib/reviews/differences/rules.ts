import type { CanonicalDocument } from "../canonical-form";

/** A section whose text differs, as lines that a person reads. */
export type Difference = { section: string; before: string; after: string };

/**
 * The sections that differ between two canonical texts, in the document's order; [] when the texts are equal. Where two
 * sections differ in something that their lines do not tell, the canonical JSON itself is shown.
 */
export function differences(before: string, after: string): Difference[] {
  const old = readable(JSON.parse(before) as CanonicalDocument);
  return readable(JSON.parse(after) as CanonicalDocument).flatMap(({ section, content, text }, index) => {
    const was = old[index];
    if (!was || was.content === content) return [];
    const telling = was.text !== text;
    return [{ section, before: telling ? was.text : was.content, after: telling ? text : content }];
  });
}

function readable(document: CanonicalDocument): { section: string; content: string; text: string }[] {
  const section = (name: string, content: unknown, lines: readonly (string | null)[]) => ({
    section: name,
    // Both sides were read from canonical JSON, so equal content has its keys in the same order.
    content: JSON.stringify(content),
    text: lines.filter((line) => line !== null && line !== "").join("\n"),
  });
  const { ref, title, severity, environment, classification, milestones, summary, timeline } = document;
  const { rootCauseAnalysis, resolution, actionItems, controls } = document;
  return [
    section("Header", { ref, title, severity, environment, classification }, [
      `Title: ${title}`,
      `Severity: ${severity}`,
      `Environment: ${environment ?? "not given"}`,
      `Classification: ${classification}`,
    ]),
    section("Milestones", milestones, milestones.map(milestone)),
    section("Summary", summary, [summary]),
    section("Impact", document.impact, impact(document.impact)),
    section("Timeline", timeline, timeline.map(entry)),
    section("Root cause analysis", rootCauseAnalysis, [
      rootCauseAnalysis.whatHappened,
      ...rootCauseAnalysis.rootCauses.map(rootCause),
      ...rootCauseAnalysis.contributingFactors.map(factor),
    ]),
    section("Resolution", resolution, [
      ...resolution.fixes.map((text) => `Fix: ${text}`),
      ...resolution.codeChanges.map(codeChange),
    ]),
    section("Lessons", document.lessons, lessons(document.lessons)),
    section("Action items", actionItems, actionItems.map(actionItem)),
    section("Prevention", controls, [
      ...controls.technical.map((text) => `Technical: ${text}`),
      ...controls.process.map((text) => `Process: ${text}`),
    ]),
  ];
}

const rootCause = ({ title, text }: CanonicalDocument["rootCauseAnalysis"]["rootCauses"][number]) =>
  `Root cause: ${[title, text].filter((part) => part !== "").join(": ")}`;

const lessons = ({ wentWell, wentWrong, lucky }: CanonicalDocument["lessons"]) => [
  ...wentWell.map((text) => `Went well: ${text}`),
  ...wentWrong.map((text) => `Went wrong: ${text}`),
  ...lucky.map((text) => `Lucky: ${text}`),
];

// Seconds only where they say something.
const instant = (iso: string) =>
  `${iso
    .replace(/(:00)?\.000Z$/, "")
    .replace("T", " ")
    .replace("Z", "")} UTC`;
const about = (precision: string | null) => (precision === "about" ? "about " : "");

const milestone = ({ kind, at, precision }: CanonicalDocument["milestones"][number]) =>
  `${kind
    .replace(/At$/, "")
    .replace(/([A-Z])/g, " $1")
    .toLowerCase()}: ${about(precision)}${instant(at)}`;

const entry = ({
  at,
  precision,
  kind,
  text,
  author,
  attachments = [],
}: CanonicalDocument["timeline"][number]) =>
  [
    `${about(precision)}${instant(at)} ${kind}: ${text}${author ? ` (${author})` : ""}`,
    ...attachments.map(({ name, sha256 }) => `  with ${name}, SHA-256 ${sha256}`),
  ].join("\n");

function impact({ user, business, detection, figures }: CanonicalDocument["impact"]): (string | null)[] {
  const count = (name: string, one: { count: number; precision: string | null } | null) =>
    one && `${name}: ${about(one.precision)}${one.count}`;
  return [
    ...user.map((text) => `Users: ${text}`),
    ...business.map((text) => `Business: ${text}`),
    ...detection.map((text) => `Detection: ${text}`),
    count("Users affected", figures.usersAffected),
    count("Customers affected", figures.customersAffected),
    figures.unavailableFrom && `Unavailable from: ${instant(figures.unavailableFrom)}`,
    figures.unavailableTo && `Unavailable to: ${instant(figures.unavailableTo)}`,
    figures.dataLoss && `Data loss: ${figures.dataLoss}`,
    figures.delay && `Delay: ${figures.delay}`,
  ];
}

function factor(one: CanonicalDocument["rootCauseAnalysis"]["contributingFactors"][number]): string {
  const marks = [
    one.category?.replaceAll("_", " "),
    one.positive ? "positive" : null,
    one.acceptedRisk ? `risk accepted: ${one.acceptedRisk}` : null,
  ].filter((mark) => mark);
  return `Contributing factor: ${one.text}${marks.length > 0 ? ` (${marks.join(", ")})` : ""}`;
}

function codeChange(one: CanonicalDocument["resolution"]["codeChanges"][number]): string {
  const values =
    one.before === null && one.after === null ? "" : ` ${one.before ?? "none"} → ${one.after ?? "none"}`;
  return `${one.file}: ${one.text}${values}`;
}

const actionItem = ({ title, owner, dueOn }: CanonicalDocument["actionItems"][number]) =>
  `${title}; owner ${owner?.name ?? "nobody"}, due ${dueOn ?? "no date"}`;
