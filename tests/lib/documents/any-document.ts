import fc from "fast-check";
import { FOOTER } from "../../../lib/documents/formats/highwater/render";
import { normaliseDocument, type PortableDocument } from "../../../lib/documents/schema";
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
} from "../../../prisma/generated/enums";

const ZONES = [
  "America/New_York",
  "Europe/Berlin",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "UTC",
  "EST",
  "Etc/GMT+5",
];

// Whatever could be taken for structure, in Markdown or in a document of ours.
const FRAGMENTS = [
  ..."|\\`\n#-*_=+>~<&:;.'\" \t()[]{}!$^/@%0aZé",
  ...[
    "```",
    "~~~",
    "``",
    "\n\n",
    "\r\n",
    "\r",
    "## ",
    "---",
    "- - -",
    "***",
    "===",
    "1. ",
    "1) ",
    "- ",
    "> ",
    "    ",
  ],
  ...[
    "<div>",
    "</div>",
    "<!--",
    "-->",
    "<script>",
    "<pre>",
    "<?",
    "<![CDATA[",
    "<br>",
    "<br/>",
    "<br />",
    "<br  />",
  ],
  ...[
    "&#35;",
    "&#38;",
    "&#45;",
    "&#60;",
    "&amp;",
    "\\|",
    "\\\\",
    "$&",
    "$1",
    "[ ] ",
    "[x] ",
    "[a]: b",
    "[^1]: ",
  ],
  ...[
    "| a | b |\n|---|---|\n| c | d |",
    "|-|-|",
    "\n# Impact\n",
    "\n## Timeline\n\n",
    "\n### Root causes\n",
    "Title\n=====\n",
  ],
  ...[
    " → ",
    " -> ",
    ": ",
    "(positive)",
    "**",
    "**User impact:**",
    "**Date:** ",
    "*Classification: Public*",
    "Severity: P4",
  ],
  ...[
    "File: a.ts",
    "Incident Report: ",
    "Not placed",
    "~14:40",
    "2025-10-08 14:23",
    "TBD",
    "n/a",
    "None",
    "P3 - Low",
  ],
  ...[
    "word",
    "two words",
    "😀",
    "👩‍👩‍👧",
    "שלום",
    "مرحبا",
    "\u202e",
    "\u00a0",
    "\u2028",
    "\u0085",
    "\ufeff",
    "\v",
    "\f",
    FOOTER,
  ],
];

const fragments = (maxLength: number) =>
  fc.array(fc.constantFrom(...FRAGMENTS), { maxLength, size: "max" }).map((parts) => parts.join(""));
const plain = fc
  .string({ unit: "grapheme", maxLength: 30 })
  .filter((text) => !/[\0\p{Surrogate}]/u.test(text));

/** Text that tries to be taken for something else. */
export const anyText = fc.oneof(fragments(12), plain, fc.constantFrom(...FRAGMENTS), fc.constant(""));
/** The same with more lines. */
export const anyMarkdown = fc.oneof(fragments(40), anyText);

const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const anyOf = <T extends string>(words: Readonly<Record<string, T>>) =>
  fc.constantFrom(...Object.values(words));

const day = 86_400_000;
const nearAChange = fc
  .tuple(
    fc.constantFrom(
      "2025-03-09T07:00Z",
      "2025-11-02T06:00Z",
      "2026-03-29T01:00Z",
      "2026-10-25T01:00Z",
      "2026-04-04T15:00Z",
      "2026-10-03T15:30Z",
    ),
    fc.integer({ min: -day / 8, max: day / 8 }),
    fc.constantFrom(1, 1000, 60_000),
  )
  .map(([change, apart, unit]) => new Date(Date.parse(change) + Math.trunc(apart / unit) * unit));
const anyDate = fc.date({
  min: new Date("1970-01-02T00:00:00Z"),
  max: new Date("2199-12-31T00:00:00Z"),
  noInvalidDate: true,
});

/** An instant, often one at which clocks change. */
export const anyInstant = fc.oneof(nearAChange, anyDate).map((date) => date.toISOString());

const precision = anyOf(Precision);
const count = fc.record({ count: fc.nat({ max: 2_147_483_647 }), precision });
const texts = fc.array(anyText, { maxLength: 4 });
const controls = fc.array(fc.record({ text: anyText, verification: orNull(anyText) }), { maxLength: 3 });

const header = fc.record({
  ref: orNull(anyText),
  title: anyText,
  severity: orNull(anyOf(Severity)),
  status: orNull(anyOf(IncidentStatus)),
  statedDuration: orNull(anyText),
  environment: orNull(anyText),
  service: orNull(anyText),
  timeZone: fc.constantFrom(...ZONES),
  classification: orNull(anyText),
  mode: orNull(anyOf(IncidentMode)),
});

const impact = fc.record({
  user: texts,
  business: texts,
  detection: texts,
  figures: fc.record({
    usersAffected: orNull(count),
    customersAffected: orNull(count),
    unavailableFrom: orNull(anyInstant),
    unavailableTo: orNull(anyInstant),
    dataLoss: orNull(anyOf(DataLoss)),
    delay: orNull(anyText),
  }),
});

const dueOn = fc
  .date({ min: new Date("1970-01-01T00:00:00Z"), max: new Date("9999-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** Any document, spelled as `normaliseDocument` spells it. */
export const anyDocument: fc.Arbitrary<PortableDocument> = fc
  .record({
    header,
    milestones: fc.uniqueArray(fc.record({ kind: anyOf(MilestoneKind), at: anyInstant, precision }), {
      selector: ({ kind }) => kind,
    }),
    summary: anyMarkdown,
    impact,
    timeline: fc.array(
      fc.record({
        at: anyInstant,
        precision,
        kind: anyOf(EntryKind),
        text: anyText,
        author: orNull(anyText),
      }),
      { maxLength: 4 },
    ),
    whatHappened: anyMarkdown,
    rootCauses: fc.array(fc.record({ title: anyText, text: anyMarkdown }), { maxLength: 3 }),
    contributingFactors: fc.array(
      fc.record({
        text: anyText,
        category: fc.oneof(fc.constant(null), anyOf(FactorCategory)),
        positive: fc.boolean(),
        acceptedRisk: fc.oneof(fc.constant(null), anyText),
      }),
      { maxLength: 3 },
    ),
    fixes: texts,
    codeChanges: fc.array(
      fc.record({
        file: anyText,
        changes: fc.array(fc.record({ text: anyText, before: orNull(anyText), after: orNull(anyText) }), {
          maxLength: 3,
        }),
      }),
      { maxLength: 3 },
    ),
    lessons: fc.record({ wentWell: texts, wentWrong: texts, lucky: texts }),
    actionItems: fc.array(
      fc.record({
        ref: orNull(anyText),
        title: anyText,
        owner: orNull(anyText),
        dueOn: orNull(dueOn),
        status: anyOf(ActionItemStatus),
        kind: orNull(anyOf(ActionItemKind)),
        priority: orNull(anyOf(ActionItemPriority)),
        evidence: orNull(anyText),
      }),
      { maxLength: 3 },
    ),
    controls: fc.record({ technical: controls, process: controls }),
    signatures: fc.array(
      fc.record({
        step: anyOf(SignOffStep),
        name: anyText,
        title: orNull(anyText),
        signedOn: orNull(anyText),
      }),
      { maxLength: 3 },
    ),
    signedOn: orNull(anyText),
    unplaced: fc.array(fc.record({ place: anyText, markdown: anyMarkdown }), { maxLength: 3 }),
  })
  .map(normaliseDocument);
