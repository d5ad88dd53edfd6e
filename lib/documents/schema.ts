import { z } from "zod";
import {
  ActionItemKind,
  ActionItemPriority,
  ActionItemStatus,
  DataLoss,
  EntryKind,
  FactorCategory,
  IncidentMode,
  IncidentStatus,
  MilestoneKind,
  Precision,
  Severity,
  SignOffStep,
} from "../../prisma/generated/enums";
import { isZone } from "../core/zones";

const EARLIEST = Date.parse("1970-01-02T00:00:00Z");
const LATEST = Date.parse("2199-12-31T00:00:00Z");

/** Whether an instant lies in the years that a document may speak of, 1970 to 2199. */
export const isInRange = (instant: Date): boolean =>
  instant.getTime() >= EARLIEST && instant.getTime() <= LATEST;

// Neither Postgres nor UTF-8 can hold these, so a document that carries them is no text.
const storable = z.string().regex(/^[^\0\p{Surrogate}]*$/u, "This is not text that can be stored.");
const lineEnds = (value: string) => value.replace(/\r\n?/g, "\n");

/** Text of one or more lines, in Markdown. */
const text = storable.overwrite((value) => lineEnds(value).trim());
/** Text of one line. */
const line = storable.overwrite((value) =>
  lineEnds(value)
    .split("\n")
    .map((part) => part.trim())
    .filter(Boolean)
    .join(" "),
);
/** Markdown with blocks: what indents its first line counts. */
const markdown = storable.overwrite((value) =>
  lineEnds(value)
    .replace(/^(?:[^\S\n]*\n)+/, "")
    .trimEnd(),
);
const orNull = (schema: z.ZodType<string, string>) =>
  z.nullable(schema).overwrite((value) => (value === "" ? null : value));
const filled = <T extends z.ZodType>(item: T, isEmpty: (value: z.output<T>) => boolean) =>
  z.array(item).overwrite((items) => items.filter((value) => !isEmpty(value)));
const texts = filled(text, (value) => value === "");

const instant = z.iso
  .datetime({ error: "This is not an instant in UTC." })
  .refine((value) => isInRange(new Date(value)), "The year must lie between 1970 and 2199.")
  .overwrite((value) => {
    const at = new Date(value);
    return Number.isNaN(at.getTime()) ? value : at.toISOString();
  });
const dueOn = z.iso
  .date({ error: "This is not a date." })
  .refine((value) => value >= "1970-01-01", "The year must not lie before 1970.");
const precision = z.enum(Precision);
const count = z.object({ count: z.int().min(0).max(2_147_483_647), precision });

const header = z.object({
  /** What the document calls its incident, for example INC-2025-1015. */
  ref: orNull(line),
  title: line,
  /** Null where the document does not say. */
  severity: z.enum(Severity).nullable(),
  /** Null where the document does not say. */
  status: z.enum(IncidentStatus).nullable(),
  /** The duration that the document states, as written. */
  statedDuration: orNull(line),
  environment: orNull(line),
  service: orNull(line),
  /** The IANA zone in which the document writes its times. */
  timeZone: z.string().refine(isZone, "This is not a time zone."),
  classification: orNull(line),
  mode: z.enum(IncidentMode).nullable(),
});

const milestone = z.object({ kind: z.enum(MilestoneKind), at: instant, precision });

const impact = z.object({
  user: texts,
  business: texts,
  detection: texts,
  figures: z.object({
    usersAffected: count.nullable(),
    customersAffected: count.nullable(),
    unavailableFrom: instant.nullable(),
    unavailableTo: instant.nullable(),
    dataLoss: z.enum(DataLoss).nullable(),
    delay: orNull(line),
  }),
});

const entry = z.object({ at: instant, precision, kind: z.enum(EntryKind), text, author: orNull(line) });

const rootCause = z.object({ title: line, text: markdown });

const factor = z.object({
  text,
  category: z.enum(FactorCategory).nullable(),
  /** A factor that helped. */
  positive: z.boolean(),
  acceptedRisk: orNull(text),
});

const change = z.object({ text, before: orNull(text), after: orNull(text) });

const actionItem = z.object({
  ref: orNull(line),
  title: text,
  owner: orNull(line),
  dueOn: dueOn.nullable(),
  status: z.enum(ActionItemStatus),
  kind: z.enum(ActionItemKind).nullable(),
  priority: z.enum(ActionItemPriority).nullable(),
  evidence: orNull(text),
});

const controls = filled(
  z.object({ text, verification: orNull(text) }),
  (value) => value.text === "" && value.verification === null,
);

const signature = z.object({
  step: z.enum(SignOffStep),
  name: line,
  title: orNull(line),
  /** The date beside this signature, as written. */
  signedOn: orNull(line),
});

/** An incident and its post-mortem as they travel between systems: every fact in its place, bound to no database. */
export const portableDocument = z.object({
  header,
  milestones: z
    .array(milestone)
    .refine((all) => new Set(all.map(({ kind }) => kind)).size === all.length, "A milestone is given twice."),
  summary: markdown,
  impact,
  timeline: z.array(entry),
  whatHappened: markdown,
  rootCauses: filled(rootCause, (value) => value.title === "" && value.text === ""),
  contributingFactors: filled(
    factor,
    (value) => !value.positive && Object.values(value).every((part) => !part),
  ),
  fixes: texts,
  codeChanges: filled(
    z.object({
      file: line,
      changes: filled(change, (value) => Object.values(value).every((part) => !part)),
    }),
    (value) => value.file === "" && value.changes.length === 0,
  ),
  lessons: z.object({ wentWell: texts, wentWrong: texts, lucky: texts }),
  actionItems: z.array(actionItem),
  controls: z.object({ technical: controls, process: controls }),
  signatures: z.array(signature),
  /** The date under all signatures, as written. */
  signedOn: orNull(line),
  /** What has no place above, word for word, with the headings it stood under. */
  unplaced: filled(z.object({ place: line, markdown }), (value) => value.markdown === ""),
});

/** An incident and its post-mortem as they travel between systems. All times are instants in UTC, ISO 8601. */
export type PortableDocument = z.output<typeof portableDocument>;

/**
 * Brings a document into the one spelling that export and import agree on. Changed is only what carries no meaning: line
 * ends become LF; white space around a text and blank lines around Markdown go; a name, title or other one-line text
 * has its line breaks turned into spaces; an empty text that may be missing is missing; rows of a list in which nothing
 * stands go; instants are written with milliseconds. Throws a ZodError for what is not a document.
 */
export const normaliseDocument = (document: PortableDocument): PortableDocument =>
  portableDocument.parse(document);

/** A document in which nothing is said yet but the zone. */
export const emptyDocument = (timeZone: string): PortableDocument => ({
  header: {
    ref: null,
    title: "",
    severity: null,
    status: null,
    statedDuration: null,
    environment: null,
    service: null,
    timeZone,
    classification: null,
    mode: null,
  },
  milestones: [],
  summary: "",
  impact: {
    user: [],
    business: [],
    detection: [],
    figures: {
      usersAffected: null,
      customersAffected: null,
      unavailableFrom: null,
      unavailableTo: null,
      dataLoss: null,
      delay: null,
    },
  },
  timeline: [],
  whatHappened: "",
  rootCauses: [],
  contributingFactors: [],
  fixes: [],
  codeChanges: [],
  lessons: { wentWell: [], wentWrong: [], lucky: [] },
  actionItems: [],
  controls: { technical: [], process: [] },
  signatures: [],
  signedOn: null,
  unplaced: [],
});
