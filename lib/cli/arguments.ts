import { parseArgs } from "node:util";
import { BadUsage } from "./failure";

/** What `--help` prints. */
export const usage = `Usage: npm run highwater -- <command>

  user add EMAIL --name NAME [--role ROLE] [--title TITLE]
      Adds a person and prints a one-time link with which they choose a password.
      ROLE is viewer, responder (as without it), lead, approver or admin.
  user reset-password EMAIL
      Prints a one-time link with which that person sets a new password.

Ends with 0 when done, 2 when the command is not understood, 3 when the database
cannot be had, 10 when Highwater refuses, 1 on an unexpected error.`;

/** A command as it was typed. */
export type Order =
  | { do: "help" }
  | { do: "reset-password"; email: string }
  | { do: "add"; input: { email: string; name: string; role: string; title: string } };

/** Reads the command line. Throws BadUsage with a sentence about what is wrong. */
export function readArguments(typed: readonly string[]): Order {
  const { values, positionals } = parse(typed);
  const [noun, verb, email, ...more] = positionals;
  if (values.help || positionals.length === 0) return { do: "help" };
  if (noun !== "user") throw new BadUsage(`There is no command '${noun}'.`);
  if (verb !== "add" && verb !== "reset-password")
    throw new BadUsage(
      verb ? `There is no command 'user ${verb}'.` : "Say what to do: user add, or user reset-password.",
    );
  if (!email) throw new BadUsage(`Say for whom: user ${verb} EMAIL.`);
  if (more.length > 0)
    throw new BadUsage(`'${more.join(" ")}' is too much. Put a name of several words in quotes.`);
  const { name, role, title } = values;
  if (verb === "reset-password") {
    if (name ?? role ?? title)
      throw new BadUsage("user reset-password takes an e-mail address and nothing else.");
    return { do: "reset-password", email };
  }
  if (!name) throw new BadUsage("Say what the person is called: --name NAME.");
  return { do: "add", input: { email, name, role: role ?? "responder", title: title ?? "" } };
}

function parse(typed: readonly string[]) {
  try {
    const text = { type: "string" } as const;
    const options = { name: text, role: text, title: text, help: { type: "boolean", short: "h" } } as const;
    return parseArgs({ args: [...typed], options, allowPositionals: true });
  } catch (error) {
    throw new BadUsage(error instanceof Error ? error.message : String(error));
  }
}
