import fc, { type Arbitrary } from "fast-check";
import { expect, it } from "vitest";
import { fingerprint, fingerprintLimits } from "@/lib/pools/fingerprint/rules";

// Statements are in small letters; capitals and digits stand in literals and comments alone. So whatever shows one of
// them, or a word made of them, tells a secret.
const secret = /[A-Z0-9]/;

/** What a literal holds: it begins and ends with a secret. */
const body = (...others: string[]) =>
  fc
    .array(fc.constantFrom("Q", "ZQ7", "7", " ", "\n", ";", "(", ")", ",", ...others), { maxLength: 12 })
    .map((pieces) => `Z${pieces.join("")}7`);
const marks = ["--", "/*", "*/", "$", "$$", "$a$", '"', "in (", "values ("];

const plain = body(...marks, "''", "\\").map((text) => `'${text}'`);
const prefixed = fc
  .tuple(fc.constantFrom("n", "b", "x", "u&"), body(...marks, "''"))
  .map(([prefix, text]) => `${prefix}'${text}'`);
const escaped = body(...marks, "''", "\\'", "\\\\", "\\n").map((text) => `e'${text}'`);
const dollars = fc
  .tuple(fc.constantFrom("", "b", "ä_c"), body(...marks, "'", "\\", "$c$"))
  .filter(([tag, text]) => !text.includes(`$${tag}$`))
  .map(([tag, text]) => `$${tag}$${text}$${tag}$`);
const numbers = fc.constantFrom("7", "77.7", ".7", "7e-7", "7.7E+77", "0xA7", "0b1", "7_777", "-7");
const literals = fc
  .tuple(fc.constantFrom("", "=", "(", ",", "||"), fc.oneof(plain, prefixed, escaped, dollars, numbers))
  .map((glued) => glued.join(""));

const comments = fc.oneof(
  body("'", '"', "$$", "/*", "--", "e'")
    .map((text) => text.replaceAll("\n", " "))
    .map((text) => `--${text}\n`),
  body("'", '"', "$$", "e'", "--", "/* '' */").map((text) => `/*${text}*/`),
);
const words = fc.constantFrom(
  ...[
    "select",
    "from t",
    "where",
    "in (",
    "values (",
    "array[",
    "insert into t",
    "any(",
    "as",
    "null",
    "and",
  ],
  ...[
    "(",
    ")",
    "]",
    ",",
    "), (",
    "=",
    "->>",
    "::int",
    ";",
    "?",
    "-",
    "+",
    "*",
    "a$b$",
    '"o\'clock $$"',
    '"a""b"',
  ],
  ...["$1", "$27", "u", "e", "größe"],
);

/** Pieces with a blank between them: each is read as it was meant. */
const statements = (...of: Arbitrary<string>[]) =>
  fc.array(fc.oneof(...of), { minLength: 1, maxLength: 25 }).map((pieces) => pieces.join(" "));

it("a fingerprint has nothing of what stood in a literal or a comment", () => {
  fc.assert(
    fc.property(statements(words, words, literals, comments), (statement) => {
      expect(fingerprint(statement)).not.toMatch(secret);
    }),
    { numRuns: 3_000 },
  );
});

it("nor has that of a statement which was cut anywhere", () => {
  fc.assert(
    fc.property(statements(words, literals, comments), fc.nat(), (statement, cut) => {
      expect(fingerprint(statement.slice(0, cut % (statement.length + 1)))).not.toMatch(secret);
    }),
    { numRuns: 3_000 },
  );
});

it("nor has it where the server reads backslashes in plain literals as escapes", () => {
  const escaping = body(...marks, "''", "\\'", "\\\\").map((text) => `'${text}'`);
  fc.assert(
    fc.property(statements(words, escaping, numbers), (statement) => {
      expect(fingerprint(statement)).not.toMatch(secret);
    }),
    { numRuns: 2_000 },
  );
});

it("depends on the words of a statement, not on what its literals hold", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(words, escaped, escaped), { maxLength: 8 }), (parts) => {
      const one = parts.map(([word, first]) => `${word} ${first}`).join(" ");
      const other = parts.map(([word, , second]) => `${word} ${second}`).join(" ");
      expect(fingerprint(one)).toBe(fingerprint(other));
    }),
  );
});

it("takes any text, gives one line of at most 300 characters but for quoted names, and never fails", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
      const given = fingerprint(text);
      expect(given.length).toBeLessThanOrEqual(fingerprintLimits.characters);
      if (!text.includes('"')) expect(given).not.toMatch(/[\t\n\v\f\r]| {2}/);
    }),
    { numRuns: 300 },
  );
});
