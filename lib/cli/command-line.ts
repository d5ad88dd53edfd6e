/** One option of a command, written `--name VALUE`; without `value` it is a switch. */
export type CliOption = {
  /** What stands for the value in the help, in capitals. */
  value?: string;
  /** May be given more than once. */
  many?: boolean;
  does: string;
  /** What the shell completes: fixed words, or the names of files. */
  completes?: readonly string[] | "files";
};

/** What a command is given by name after its words, in order; only the last may be left out or be many. */
export type CliArgument = { name: string; optional?: boolean; many?: boolean; completes?: "files" };

/** A command line that was read: what stood after the words, and the options. */
export type Order = {
  given: readonly string[];
  text(option: string): string | undefined;
  all(option: string): readonly string[];
  has(option: string): boolean;
};

/** What a command has to say: to people as text, to programs as JSON. `exitCode` where it is not 0. */
export type Outcome = { text: string; json: unknown; exitCode?: number };

/** Shows people how far a long command has come; says nothing to programs. */
export type Progress = (sentence: string) => void;

/** One command of the operators' command line. */
export type CliCommand = {
  /** `user add`. */
  words: string;
  does: string;
  takes: readonly CliArgument[];
  options: Readonly<Record<string, CliOption>>;
  run(order: Order, progress: Progress): Promise<Outcome>;
};
