import type { CliCommand } from "../command-line";
import { completionScript, type Shell, shells } from "../completion";
import { BadUsage } from "../failure";

/** `completion`: what teaches a shell the other commands. */
export const completion = (table: () => readonly CliCommand[]): CliCommand => ({
  words: "completion",
  does: "Prints shell completion for bash, zsh or fish: source <(highwater completion bash).",
  takes: [{ name: "SHELL" }],
  options: {},
  async run({ given: [shell = ""] }) {
    if (!isShell(shell))
      throw new BadUsage(`There is completion for ${shells.join(", ")}, not for ${shell}.`);
    const script = completionScript(shell, table());
    return { text: script, json: { shell, script } };
  },
});

const isShell = (word: string): word is Shell => (shells as readonly string[]).includes(word);
