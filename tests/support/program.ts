import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** A TypeScript program of ours that runs in a process of its own, and everything it has said so far. */
export type Program = {
  child: ChildProcess;
  output: () => string;
  /** Waits until the output matches, or throws with all of it. */
  says(pattern: RegExp, deadlineMs?: number): Promise<RegExpMatchArray>;
  /** Waits for the end; the exit code, null when a signal ended it. */
  ends(deadlineMs?: number): Promise<number | null>;
  /** Sends a signal and waits for the end. */
  kill(signal: NodeJS.Signals): Promise<number | null>;
};

/** Runs a TypeScript file with the arguments; `env` is added to ours, undefined takes a variable away. */
export function runProgram(
  file: string,
  args: string[],
  env: Record<string, string | undefined> = {},
): Program {
  const child = spawn(process.execPath, [...nodeOptionsFor(file), file, ...args], {
    env: Object.assign({}, process.env, env),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (piece) => {
      said += piece;
    });
  }
  const ended = once(child, "close");
  const ends = async (deadlineMs = 30_000) => {
    const late = sleep(deadlineMs, "late", { ref: false });
    if ((await Promise.race([ended, late])) === "late")
      throw new Error(`The program does not end. It said:\n${said}`);
    return child.exitCode;
  };
  return {
    child,
    output: () => said,
    async says(pattern, deadlineMs = 30_000) {
      const deadline = Date.now() + deadlineMs;
      for (;;) {
        const match = said.match(pattern);
        if (match) return match;
        const over = child.exitCode !== null || child.signalCode !== null;
        if (over || Date.now() > deadline)
          throw new Error(`The program did not say ${pattern}. It said:\n${said}`);
        await sleep(20);
      }
    },
    ends,
    kill(signal) {
      child.kill(signal);
      return ends();
    },
  };
}

/** What Node is given before the file: for the product itself what `npm start` gives it. */
export function nodeOptionsFor(file: string): string[] {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: { start: string } };
  const [, ...options] = scripts.start.split(" ");
  return options.pop() === file ? options : ["--import", "tsx"];
}
