import { parseArgs } from "node:util";
import type { CliCommand, Order } from "./command-line";
import { BadUsage } from "./failure";

/** What was typed: help (about one command or all), the version, or a command with its order. */
export type Typed = {
  json: boolean;
  asks: { for: "help"; command: CliCommand | null } | { for: "command"; command: CliCommand; order: Order };
};

/** Reads the command line against the table of commands. Throws BadUsage with a sentence about what is wrong. */
export function readArguments(typed: readonly string[], table: readonly CliCommand[]): Typed {
  const json = typed.includes("--json");
  const rest = typed.filter((word) => word !== "--json");
  const found = findCommand(rest, table);
  if (rest.some((word) => word === "--help" || word === "-h") || rest.length === 0)
    return { json, asks: { for: "help", command: found } };
  if (!found) throw unknownCommand(rest, table);
  const order = readOrder(found, rest.slice(found.words.split(" ").length));
  return { json, asks: { for: "command", command: found, order } };
}

function findCommand(typed: readonly string[], table: readonly CliCommand[]): CliCommand | null {
  const begins = ({ words }: CliCommand) => words.split(" ").every((word, place) => typed[place] === word);
  return table.find(begins) ?? null;
}

function unknownCommand(typed: readonly string[], table: readonly CliCommand[]): BadUsage {
  const [noun = "", verb] = typed;
  const same = table.filter(({ words }) => words.startsWith(`${noun} `)).map(({ words }) => words);
  if (same.length === 0) return new BadUsage(`There is no command '${noun}'.`);
  const choice = same.join(", ");
  return new BadUsage(
    verb && !verb.startsWith("-")
      ? `There is no command '${noun} ${verb}'. There is: ${choice}.`
      : `Say what to do: ${choice}.`,
  );
}

function readOrder(command: CliCommand, typed: readonly string[]): Order {
  const { values, positionals } = parse(command, typed);
  demandArguments(command, positionals);
  const listed = (option: string) => [values[option] ?? []].flat();
  return {
    given: positionals,
    text: (option) => listed(option).filter((value) => typeof value === "string")[0],
    all: (option) => listed(option).filter((value) => typeof value === "string"),
    has: (option) => listed(option).length > 0,
  };
}

function parse({ options, words }: CliCommand, typed: readonly string[]) {
  try {
    const parsed = Object.entries(options).map(
      ([name, { value, many }]) =>
        [
          name,
          { type: value ? ("string" as const) : ("boolean" as const), multiple: many ?? false },
        ] as const,
    );
    return parseArgs({ args: [...typed], options: Object.fromEntries(parsed), allowPositionals: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BadUsage(`${words}: ${why}`);
  }
}

function demandArguments({ takes, words }: CliCommand, given: readonly string[]): void {
  const missing = takes.find(({ optional }, place) => !optional && given[place] === undefined);
  if (missing) throw new BadUsage(`${words} wants ${missing.name}.`);
  const last = takes.at(-1);
  const more = last?.many ? [] : given.slice(takes.length);
  if (more.length > 0)
    throw new BadUsage(
      `'${more.join(" ")}' is too much for ${words}. Put a text of several words in quotes.`,
    );
}
