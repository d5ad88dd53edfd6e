import type { CliArgument, CliCommand } from "./command-line";

const codes = `Ends with 0 when done, 2 when the command is not understood or the settings cannot be used,
3 to 8 when the database cannot be had or migrated, as a start does, 10 when Highwater
refuses, 11 when something was checked and does not hold, 1 on an unexpected error.`;

/** Help for everything there is. */
export function usage(table: readonly CliCommand[]): string {
  const width = Math.max(...table.map(({ words }) => words.length));
  const lines = table.map(({ words, does }) => `  ${words.padEnd(width)}  ${does}`);
  return `Usage: highwater COMMAND …\n\n${lines.join("\n")}\n\nhighwater COMMAND --help tells more of one; with --json every command answers with one JSON\nobject. Runs on the machine that Highwater runs on, with the same settings.\n\n${codes}`;
}

/** Help for one command. */
export function usageOf(command: CliCommand): string {
  const options = Object.entries(command.options);
  const heads = options.map(([name, { value }]) => `--${name}${value ? ` ${value}` : ""}`);
  const width = Math.max(0, ...heads.map(({ length }) => length));
  const lines = options.map(([, { does, many }], place) => {
    const again = many ? " May be given more than once." : "";
    return `  ${heads[place]?.padEnd(width)}  ${does}${again}`;
  });
  const takes = command.takes.map(shown).join(" ");
  const head = ["highwater", command.words, takes, options.length > 0 ? "[OPTIONS]" : ""].filter(Boolean);
  return [`Usage: ${head.join(" ")}`, "", command.does, ...(lines.length > 0 ? ["", ...lines] : [])].join(
    "\n",
  );
}

function shown({ name, optional, many }: CliArgument): string {
  const whole = many ? `${name}…` : name;
  return optional ? `[${whole}]` : whole;
}
