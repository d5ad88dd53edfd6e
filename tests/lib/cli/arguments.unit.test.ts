import { describe, expect, test } from "vitest";
import { readArguments } from "@/lib/cli/arguments";
import type { CliCommand } from "@/lib/cli/command-line";
import { BadUsage } from "@/lib/cli/failure";
import { usage, usageOf } from "@/lib/cli/usage";

const make = (words: string, rest: Partial<CliCommand> = {}): CliCommand => ({
  words,
  does: `Does ${words}.`,
  takes: [],
  options: {},
  run: async () => ({ text: "", json: {} }),
  ...rest,
});

const add = make("user add", {
  takes: [{ name: "EMAIL" }],
  options: {
    name: { value: "NAME", does: "What they are called." },
    scope: { value: "SCOPE", many: true, does: "What for." },
    quietly: { does: "Says nothing." },
  },
});
const importing = make("import", { takes: [{ name: "FILE", many: true }] });
const table = [add, make("user remove"), importing];

const orderOf = (...typed: string[]) => {
  const { asks } = readArguments(typed, table);
  if (asks.for !== "command") throw new Error("this asks for help");
  return asks.order;
};

describe("the command line", () => {
  test.each([
    [[], null],
    [["--help"], null],
    [["user", "add", "-h"], add],
    [["import", "--help", "x.md"], importing],
  ])("%j asks for help", (typed, command) => {
    expect(readArguments(typed, table).asks).toEqual({ for: "help", command });
  });

  test("reads what stands after the words, and options on either side of it", () => {
    const order = orderOf(
      "user",
      "add",
      "--name",
      "Lea Lind",
      "lea@example.org",
      "--scope=a",
      "--scope",
      "b",
    );
    expect(order.given).toEqual(["lea@example.org"]);
    expect(order.text("name")).toBe("Lea Lind");
    expect(order.all("scope")).toEqual(["a", "b"]);
    expect([order.has("quietly"), order.text("quietly")]).toEqual([false, undefined]);
  });

  test("takes many files for one command, and --json anywhere", () => {
    expect(orderOf("import", "a.md", "--json", "b.md").given).toEqual(["a.md", "b.md"]);
    expect(readArguments(["--json", "import", "a.md"], table).json).toBe(true);
  });

  test.each([
    [["incident"], /no command 'incident'/],
    [["user"], /Say what to do: user add, user remove/],
    [["user", "invite", "x@y"], /no command 'user invite'/],
    [["user", "add"], /wants EMAIL/],
    [["import"], /wants FILE/],
    [["user", "add", "x@y", "Lind"], /Lind.*quotes/],
    [["user", "add", "x@y", "--force"], /--force/],
    [["user", "add", "x@y", "--name"], /--name/],
  ])("refuses %j in words", (typed, reason) => {
    expect(() => readArguments(typed, table)).toThrow(BadUsage);
    expect(() => readArguments(typed, table)).toThrow(reason);
  });
});

describe("the help", () => {
  test("names every command, and of one what it takes", () => {
    for (const { words, does } of table) expect(usage(table)).toMatch(new RegExp(`${words} +${does}`));
    expect(usageOf(add)).toContain("highwater user add EMAIL [OPTIONS]");
    expect(usageOf(add)).toMatch(/--scope SCOPE +What for. May be given more than once./);
    expect(usageOf(importing)).toContain("highwater import FILE…");
  });
});
