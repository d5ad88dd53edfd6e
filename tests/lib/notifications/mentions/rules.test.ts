import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mentionsIn } from "@/lib/notifications/mentions/rules";

describe("mentions", () => {
  it.each([
    ["@ada can you look?", ["ada"]],
    ["ask @Ada, @ben.", ["ada", "ben"]],
    ["(@ada) and “@ben”", ["ada", "ben"]],
    ["@ada @ada @ADA", ["ada"]],
    ["@ada.lovelace-2 and @o'neil", ["ada.lovelace-2", "o'neil"]],
    ["@ada@example.org: please", ["ada@example.org"]],
    ["@ada@example.org.", ["ada@example.org"]],
    ["@jürgen schaut", ["jürgen"]],
    ["line one\n@ada line two", ["ada"]],
    ["mail ops@example.org", []],
    ["mailto:ops@example.org", []],
    ["https://example.org/@ada", []],
    ["a@ada b", []],
    ["@@ada", []],
    ["@ ada", []],
    ["@", []],
    ["@.", []],
    ["the `@Override` annotation", []],
    ["```\n@ada\n```", []],
    ["~~~sql\nselect @ada\n~~~\n@ben", ["ben"]],
    ["```\n@ada\n~~~\n@ben\n```\n@cleo", ["cleo"]],
    ["```\nnever closed\n@ada", []],
    ["a ` alone and @ada", ["ada"]],
  ])("in %j are %j", (text, expected) => {
    expect(mentionsIn(text)).toEqual(expected);
  });

  it("are at most fifty", () => {
    const text = Array.from({ length: 200 }, (_, index) => `@person${index}`).join(" ");
    expect(mentionsIn(text)).toHaveLength(50);
  });

  it("are each a handle that stands in the text behind an @, whatever the text is", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        "@",
        "@ada",
        "ada@example.org",
        "`",
        "```",
        "~~~",
        "\n",
        " ",
        ".",
        "@ada@x.y",
        "'",
        "-",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join("");
        for (const handle of mentionsIn(text)) {
          expect(text.toLowerCase()).toContain(`@${handle}`);
          expect(handle).not.toMatch(/\s|^@|[.'-]$/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("are never found in an e-mail address in running text", () => {
    const local = fc.stringMatching(/^[a-z0-9][a-z0-9._%+-]{0,20}$/);
    fc.assert(
      fc.property(local, fc.domain(), (name, domain) => {
        expect(mentionsIn(`write to ${name}@${domain} today`)).toEqual([]);
      }),
    );
  });

  it("by the first part of an address or by all of it are found", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9][a-z0-9._+]{0,20}[a-z0-9]$/), fc.domain(), (name, domain) => {
        const email = `${name}@${domain.toLowerCase()}`;
        expect(mentionsIn(`Hello @${name}, look.`)).toEqual([name]);
        expect(mentionsIn(`Hello @${email}, look.`)).toEqual([email]);
      }),
    );
  });
});
