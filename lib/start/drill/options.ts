import { parseArgs } from "node:util";
import { z } from "zod";
import { StartFailure } from "../failure";

/** What a drill was asked to do. */
export type DrillOptions = {
  /** Leave the product running afterwards, to look at the incident. */
  keep: boolean;
  /** Write the results to tests/drill/results.json. */
  record: boolean;
  /** By how much is shortened what the product wants minutes for. */
  compression: number;
  users: number;
};

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most));

/** Reads the command line: `--keep`, `--record`, `--compression 60`, `--users 200`. Throws a StartFailure for anything else. */
export function readDrillOptions(args: string[]): DrillOptions {
  const { keep = false, record = false, compression = "60", users = "200" } = parse(args);
  return {
    ...{ keep, record },
    compression: number("--compression", compression, 5, 600),
    users: number("--users", users, 150, 400),
  };
}

function parse(args: string[]) {
  try {
    const [text, yes] = [{ type: "string" }, { type: "boolean" }] as const;
    return parseArgs({ args, options: { keep: yes, record: yes, compression: text, users: text } }).values;
  } catch (error) {
    throw new StartFailure("usage", error instanceof Error ? error.message : String(error));
  }
}

function number(option: string, text: string, least: number, most: number): number {
  const read = wholeNumber(least, most).safeParse(text);
  if (read.success) return read.data;
  throw new StartFailure("usage", `${option} takes a number from ${least} to ${most}, not "${text}".`);
}
