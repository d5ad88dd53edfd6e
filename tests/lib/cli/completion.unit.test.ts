import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { commands } from "@/lib/cli/commands";
import { completionScript } from "@/lib/cli/completion";

/** What bash would offer after these words. */
function offered(...words: string[]): string[] {
  const script = `${completionScript("bash", commands)}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}
_highwater; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync("bash", ["--norc", "-c", script], { encoding: "utf8" });
  expect(stderr).toBe("");
  return stdout.split("\n").filter((word) => word !== "");
}

describe("completion in bash", () => {
  test("offers the commands, what can be done with a noun, and options", () => {
    expect(offered("highwater", "")).toEqual(expect.arrayContaining(["user", "import", "doctor"]));
    expect(offered("highwater", "us")).toEqual(["user"]);
    expect(offered("highwater", "user", "")).toEqual(expect.arrayContaining(["add", "reset-password"]));
    expect(offered("highwater", "user", "add", "x@y", "--")).toEqual(
      expect.arrayContaining(["--name", "--role", "--json"]),
    );
    expect(offered("highwater", "export", "--")).toEqual(expect.arrayContaining(["--out", "--as"]));
  });

  test("offers the words that an option takes", () => {
    expect(offered("highwater", "user", "add", "x@y", "--role", "a")).toEqual(["approver", "admin"]);
  });

  test("offers files where a file is wanted", () => {
    expect(offered("highwater", "import", "README")).toEqual(["README.md"]);
  });
});

describe("completion in other shells", () => {
  test("zsh reads bash's, and fish has a line for every command and option", () => {
    expect(completionScript("zsh", commands)).toMatch(/^autoload -Uz bashcompinit/);
    const fish = completionScript("fish", commands);
    for (const { words, options } of commands) {
      for (const word of words.split(" ")) expect(fish).toContain(`-a ${word}`);
      for (const name of Object.keys(options)) expect(fish).toContain(`-l ${name}`);
    }
  });
});
