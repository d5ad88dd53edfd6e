import { expect, test } from "vitest";
import { csvOf } from "../../../../lib/documents/csv/rules";

test("cells are quoted where they must be, and rows end as RFC 4180 says", () => {
  expect(csvOf([["a", 'b "c"', "d,e", "f\ng", null, 1.5]])).toBe('a,"b ""c""","d,e","f\ng",,1.5\r\n');
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", '=HYPERLINK("x")', "＝1"])(
  "a text that a spreadsheet would compute is none any more: %j",
  (text) => {
    expect(
      csvOf([[text]])
        .replace(/^"/, "")
        .startsWith(`'${text.slice(0, 1)}`),
    ).toBe(true);
  },
);

test("a number stays one, also below nought", () => {
  expect(csvOf([[-3]])).toBe("-3\r\n");
});
