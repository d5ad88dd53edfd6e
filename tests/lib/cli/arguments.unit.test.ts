import { describe, expect, test } from "vitest";
import { readArguments } from "@/lib/cli/arguments";
import { BadUsage } from "@/lib/cli/failure";

describe("the command line", () => {
  test.each([[[]], [["--help"]], [["user", "add", "-h"]]])("%j asks for help", (typed) => {
    expect(readArguments(typed)).toEqual({ do: "help" });
  });

  test("reads whose password is to be reset", () => {
    expect(readArguments(["user", "reset-password", "omar@example.org"])).toEqual({
      do: "reset-password",
      email: "omar@example.org",
    });
  });

  test("reads who is to be added, a responder unless it says otherwise", () => {
    const typed = ["user", "add", "lea@example.org", "--name", "Lea"];
    const input = { email: "lea@example.org", name: "Lea", title: "" };
    expect(readArguments(typed)).toEqual({ do: "add", input: { ...input, role: "responder" } });
    expect(readArguments([...typed, "--role=lead"])).toEqual({
      do: "add",
      input: { ...input, role: "lead" },
    });
  });

  test.each([
    [["incident"], /no command 'incident'/],
    [["user"], /Say what to do/],
    [["user", "remove", "x@y"], /no command 'user remove'/],
    [["user", "reset-password"], /Say for whom/],
    [["user", "reset-password", "x@y", "--name", "X"], /nothing else/],
    [["user", "add", "x@y"], /--name NAME/],
    [["user", "add", "x@y", "--name", "Lea", "Lind"], /Lind.*quotes/],
    [["user", "add", "x@y", "--force"], /--force/],
  ])("refuses %j in words", (typed, reason) => {
    expect(() => readArguments(typed)).toThrow(BadUsage);
    expect(() => readArguments(typed)).toThrow(reason);
  });
});
