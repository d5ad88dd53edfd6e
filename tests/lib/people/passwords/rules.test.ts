import { describe, expect, test } from "vitest";
import { isCommonPassword } from "@/lib/people/passwords/common-passwords";
import { whyRefused } from "@/lib/people/passwords/rules";

const owner = { name: "Lea Lind", email: "lea.lind@example.org" };
const judge = (password: string) => whyRefused(password, owner, isCommonPassword);

describe("a password is good", () => {
  test.each([
    "correct horse battery staple",
    "tr0ub4dor&3",
    "8 chars!",
    "パスワードを選ぶ長い文",
    "🌊🌊🌊🌊🌊🌊🌊🌊",
    "   leading and trailing   ",
    "x7".repeat(32),
    "y".repeat(256),
    "the highwater mark by Lea's door",
    "nothing-but-lowercase",
    "0914-7723-5581",
  ])("%j", (password) => {
    expect(judge(password)).toBeNull();
  });
});

describe("a password is refused", () => {
  test.each([
    ["shorter than eight characters", "seven77", /at least 8/],
    ["seven characters of four bytes each", "🌊🌊🌊🌊🌊🌊🌊", /at least 8/],
    ["longer than 256 characters", "y".repeat(257), /at most 256/],
    ["among the commonest", "password", /commonest/],
    ["among the commonest, in other case", "PassWord", /commonest/],
    ["among the commonest with digits", "password123", /commonest/],
    ["among the commonest by keyboard", "qwertyuiop", /commonest/],
    ["the product's name", "highwater", /little more/],
    ["the product's name and a figure", "Highwater-26", /little more/],
    ["the person's name", "LeaLind1", /little more/],
    ["the person's name, with a space", "lea lind!!", /little more/],
    ["the address", "lea.lind@example.org", /little more/],
    ["the address's host", "example.org1", /little more/],
  ])("when it is %s", (_why, password, reason) => {
    expect(judge(password)).toMatch(reason);
  });
});

test("a short name hidden in a long password does no harm", () => {
  expect(whyRefused("a plan to plea later", { name: "Al", email: "al@x.org" }, isCommonPassword)).toBeNull();
});

test("the list knows far more than the 3,000 commonest", () => {
  const known = ["12345678", "baseball", "trustno1", "iloveyou", "sunshine", "football1", "princess1"];
  expect(known.filter(isCommonPassword)).toEqual(known);
});
