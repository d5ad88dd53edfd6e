import { expect, it } from "vitest";
import { initials } from "@/components/ui/initials";

it.each([
  ["Lea", "L"],
  ["Ada Approver", "AA"],
  ["Omar van den Berg", "OB"],
  ["  ben   responds ", "BR"],
  ["Émile Zola", "ÉZ"],
  ["李 小龍", "李小"],
  ["cleo@example.org", "CO"],
  ["(Mallory)", "M"],
  ["", "?"],
  ["···", "?"],
])("the initials of %j are %s", (name, expected) => {
  expect(initials(name)).toBe(expected);
});
