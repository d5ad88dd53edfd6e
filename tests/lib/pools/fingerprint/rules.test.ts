import { describe, expect, it } from "vitest";
import { fingerprint, fingerprintLimits } from "@/lib/pools/fingerprint/rules";

describe("literals", () => {
  it.each([
    ["select * from t where name = 'Ada'", "select * from t where name = ?"],
    ["select 'it''s', ''", "select ?, ?"],
    [String.raw`select E'it\'s', e'a''b\\', 1`, "select ?, ?, ?"],
    [String.raw`select U&'d\0061t' UESCAPE '!', u&'x'`, "select ? UESCAPE ?, ?"],
    ["select N'a', B'0101', X'1FF', b'1', x'f'", "select ?, ?, ?, ?, ?"],
    ["select date'2026-01-01', fooE'x'", "select date?, fooE?"],
    ["select 'one'\n  'two' -- three\n 'four'", "select ?"],
    ["select E'one'\n 'two' as a", "select ? as a"],
    ["select $$a 'b' $$, $tag$a $$ b $other$ c$tag$, $täg$a $täg$", "select ?, ?, ?"],
    ["do $body$ begin raise 'x'; end $body$ language plpgsql", "do ? language plpgsql"],
    ["select foo$bar$ from a$1", "select foo$bar$ from a$1"],
    ["select 1, 12.5, .5, 5., 1e-5, 1.5E+10, 0x1F, 0o17, 0b01, 1_000", "select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"],
    ["select 0x1E+5, 5-3, a1, t2.c3", "select ?+?, ?-?, a1, t2.c3"],
    [
      "where a = -1 and b >-2 and c in(+1) and d - 1 > 0",
      "where a = ? and b >? and c in (...) and d - ? > ?",
    ],
    ["select data->'key' ? 'b', a[1], x'", "select data->? ? ?, a[?], ?"],
    ["alter role x password 'p'", "alter role x password ?"],
  ])("%j becomes %j", (statement, expected) => {
    expect(fingerprint(statement)).toBe(expected);
  });
});

describe("what is no literal", () => {
  it.each([
    ["SELECT id From T", "SELECT id From T", "keeps its case"],
    [
      `select "Ada's $1", "a""b", U&"d!0061"`,
      `select "Ada's $1", "a""b", U&"d!0061"`,
      "is a quoted name and stays",
    ],
    ["where a = $1 and b = $27", "where a = $n and b = $n", "is a parameter and has one form"],
    ["  select\t1 ,\r\n 2 ; ", "select ? , ?", "is white space and becomes one blank"],
    ["select 1 -- 'a\r, 2", "select ? , ?", "is a comment to the end of the line"],
    ["select/* a /* ' */ $$ */1/**/from t", "select ? from t", "is a nested comment"],
    ["a*/*b*/c", "a* c", "is a comment glued to an operator"],
    ["<insufficient privilege>", "<insufficient privilege>", "is a server's word"],
    ["", "", "is nothing"],
    [" -- only a comment", "", "is only a comment"],
    [") ] (", ") ] (", "is out of balance"],
    ["where größe = 1", "where größe = ?", "is a word of another script"],
  ])("%j becomes %j: %s", (statement, expected) => {
    expect(fingerprint(statement)).toBe(expected);
  });
});

describe("lists", () => {
  it.each([
    ["where a IN (1, 2, 3)", "where a IN (...)"],
    ["where a in('x')", "where a in (...)"],
    ["where a in ($1,$2) and b = 1", "where a in (...) and b = ?"],
    ["where (a, b) in ((1, 'x'), (2, 'y')) or c", "where (a, b) in (...) or c"],
    ["where a in ('1'::int, -2, null, f(3))", "where a in (...)"],
    ["where a in (select b from c where d in (1, 2))", "where a in (select b from c where d in (...))"],
    ["where a in ((select 1), 2)", "where a in ((select ?), ?)"],
    ["where a = any(array[1, 2, 3])", "where a = any(array[...])"],
    ["insert into t (a, b) values (1, 'x'), (2, 'y'), (3, now())", "insert into t (a, b) values (...)"],
    ["insert into t values(1) on conflict do nothing", "insert into t values (...) on conflict do nothing"],
    ["insert into t values (1), (2) returning (a), (b)", "insert into t values (...) returning (a), (b)"],
    ["insert into t values ((select 1), 2), (3, 4)", "insert into t values ((select ?), ?), (?, ?)"],
    ["select f(1, 2), f(1)", "select f(?, ?), f(?)"],
  ])("%j becomes %j", (statement, expected) => {
    expect(fingerprint(statement)).toBe(expected);
  });

  it("of any length give the same fingerprint", () => {
    const list = (count: number) => `select * from t where id in (${Array(count).fill("7").join(",")})`;
    const rows = (count: number) => `insert into t values ${Array(count).fill("(7, 'x')").join(", ")}`;
    expect(fingerprint(list(5_000))).toBe(fingerprint(list(1)));
    expect(fingerprint(rows(5_000))).toBe(fingerprint(rows(1)));
  });
});

describe("a statement that was cut", () => {
  it.each([
    ["where a = 'secr", "where a = ?"],
    ["where a = 'it''s secr", "where a = ?"],
    ["where a = 'secr''", "where a = ?"],
    [String.raw`where a = E'secr\'`, "where a = ?"],
    ["where a = E'secr\\", "where a = ?"],
    ["where a = U&'secr", "where a = ?"],
    ["where a = $tag$secr$ta", "where a = ?"],
    ["where a = $tag$secr$$", "where a = ?"],
    ["where a = 1 /* secr", "where a = ?"],
    ["where a = 1 /* x /* y */ secr", "where a = ?"],
    ["where a = 1 -- secr", "where a = ?"],
    ["where a in (1, 2, 'secr", "where a in (...)"],
    ["insert into t values (1), (2), ('secr", "insert into t values (...)"],
    ["insert into t values (1), (2),", "insert into t values (...)"],
    ["where a = 1e-", "where a = ?-"],
    ['select "nam', 'select "nam'],
  ])("%j becomes %j", (statement, expected) => {
    expect(fingerprint(statement)).toBe(expected);
  });
});

describe("a statement that can be read in two ways", () => {
  it.each([
    [String.raw`where a = 'x\' and b = 'secret'`, "where a = ?"],
    [String.raw`where a = 'x\'' and b = secret'`, "where a = ?"],
    [String.raw`where a = 'x\\' and b = 'y'`, "where a = ? and b = ?"],
    [String.raw`select E'a' ${"\n"} 'b\'secret'`, "select ?"],
    ["select 1e5$a$ it's secret $a$", "select ?"],
    ["select 1_000$a$ it's secret $a$", "select ?"],
    ["select 1e5$a$ 'x $a$ secret'", "select ?"],
    ["select 1_000$a$ 'x $a$ secret'", "select ?"],
    ["select 1$a$ it's one $a$ from t", "select ? from t"],
  ])("is told only as far as both agree: %j becomes %j", (statement, expected) => {
    expect(fingerprint(statement)).toBe(expected);
  });
});

describe("the length", () => {
  const names = `select ${Array(200).fill("some_column").join(", ")}`;

  it("is at most 300 characters, and a mark tells that something is missing", () => {
    expect(fingerprint(names)).toHaveLength(fingerprintLimits.characters);
    expect(fingerprint(names).endsWith("…")).toBe(true);
  });

  it("never ends in half of a character", () => {
    for (let before = 290; before < 300; before++)
      expect(fingerprint(`"${"a".repeat(before)}${"👩".repeat(20)}"`)).not.toMatch(/[\ud800-\udbff]…$/);
  });

  it("of what is read is bounded, and what lies behind is as if the server had cut it", () => {
    expect(fingerprint(`where a = '${"x".repeat(fingerprintLimits.read)}' and b = 'secret'`)).toBe(
      "where a = ?",
    );
  });

  // Where time grew with the square of the length, these would not end before the suite gives up on them.
  it.each([
    "'",
    '"',
    "''\\",
    "/*",
    "/**/",
    "*/",
    "--",
    "$a",
    "$a$",
    "$a$b",
    "$$'",
    "\\",
    "E'\\",
    "1e",
    "1.",
    "(",
    "in (",
    "in ((select ",
    "values (1),",
    "array[",
    "-(",
    " ",
    "ä$",
  ])("is bounded, and soon told, for 100,000 characters of %j", (piece) => {
    const statement = piece.repeat(fingerprintLimits.read / piece.length);
    expect(fingerprint(statement).length).toBeLessThanOrEqual(fingerprintLimits.characters);
    expect(fingerprint(`select ${statement}`).length).toBeLessThanOrEqual(fingerprintLimits.characters);
  });
});
