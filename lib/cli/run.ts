import { BadEnvironment } from "../core/env";
import { isRefusal } from "../core/refusal";
import { StartFailure } from "../start/failure";
import { readArguments, type Typed } from "./arguments";
import type { Outcome, Progress } from "./command-line";
import { commands } from "./commands";
import { BadUsage, exitCodes } from "./failure";
import { usage, usageOf } from "./usage";

/** Where a command's words go: the answer, and what is said beside it. */
export type Terminal = { out(text: string): void; err(text: string): void };

/**
 * Carries out what was typed and gives the exit code. The answer goes to `out`, with `--json` as exactly one JSON value
 * also when it is a refusal; everything else goes to `err`.
 */
export async function run(typed: readonly string[], { out, err }: Terminal): Promise<number> {
  const json = typed.includes("--json");
  try {
    const {
      text,
      json: value,
      exitCode = 0,
    } = await answer(readArguments(typed, commands), json ? () => {} : err);
    if (json) out(JSON.stringify(value));
    else if (text !== "") out(text);
    return exitCode;
  } catch (error) {
    const { code, sentences, exitCode } = explain(error);
    if (json) out(JSON.stringify({ error: { code, message: sentences.join(" ") } }));
    else err(sentences.join("\n"));
    return exitCode;
  }
}

async function answer({ asks }: Typed, progress: Progress): Promise<Outcome> {
  if (asks.for === "command") return asks.command.run(asks.order, progress);
  const text = asks.command ? usageOf(asks.command) : usage(commands);
  return { text, json: { usage: text } };
}

function explain(error: unknown): { code: string; sentences: string[]; exitCode: number } {
  if (error instanceof BadUsage)
    return {
      code: "usage",
      sentences: [error.message, "highwater --help tells what there is."],
      exitCode: exitCodes.usage,
    };
  if (isRefusal(error)) {
    const fields = Object.values(error.fields).filter((sentence) => sentence !== error.message);
    return { code: error.code, sentences: [error.message, ...fields], exitCode: exitCodes.refused };
  }
  if (error instanceof StartFailure)
    return { code: "start_failure", sentences: [error.message], exitCode: error.exitCode };
  if (error instanceof BadEnvironment)
    return { code: "settings", sentences: [error.message], exitCode: exitCodes.usage };
  const shown = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: "fault", sentences: [`Highwater met a fault of its own: ${shown}`], exitCode: 1 };
}
