import type { CliCommand } from "./command-line";

/** The shells that a completion can be made for. */
export const shells = ["bash", "zsh", "fish"] as const;

/** One of `shells`. */
export type Shell = (typeof shells)[number];

/** A script that teaches a shell the commands, their options and what these take. */
export function completionScript(shell: Shell, table: readonly CliCommand[]): string {
  if (shell === "fish") return fish(table);
  const script = bash(table);
  return shell === "bash" ? script : `autoload -Uz bashcompinit && bashcompinit\n${script}`;
}

const optionsOf = ({ options }: CliCommand) =>
  [...Object.keys(options), "json", "help"].map((name) => `--${name}`);

function bash(table: readonly CliCommand[]): string {
  const nouns = [...new Set(table.map(nounOf))];
  const verbsOf = (noun: string) => table.filter((command) => nounOf(command) === noun).flatMap(verbOf);
  const withVerbs = nouns.filter((noun) => verbsOf(noun).length > 0);
  const verbs = withVerbs.map((noun) => `      ${noun}) words="${verbsOf(noun).join(" ")}" ;;`);
  const options = table.map(
    (command) => `    "${command.words}") words="${optionsOf(command).join(" ")}" ;;`,
  );
  const values = table.flatMap(({ words, options: all }) =>
    Object.entries(all).flatMap(([name, { completes }]) =>
      Array.isArray(completes) ? [`    "${words} --${name}") words="${completes.join(" ")}" ;;`] : [],
    ),
  );
  return `_highwater() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" words="" command="\${COMP_WORDS[1]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${nouns.join(" ")}" -- "$word")); return
  fi
  case "$command" in ${withVerbs.join("|")}) command="$command \${COMP_WORDS[2]}" ;; esac
  if [ "$COMP_CWORD" -eq 2 ]; then
    case "\${COMP_WORDS[1]}" in
${verbs.join("\n")}
    esac
  fi
  case "$command $before" in
${values.join("\n")}
  esac
  if [ -z "$words" ]; then
    case "$word" in -*) case "$command" in
${options.join("\n")}
    esac ;; esac
  fi
  if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$word")); else COMPREPLY=($(compgen -f -- "$word")); fi
}
complete -o filenames -F _highwater highwater
`;
}

function fish(table: readonly CliCommand[]): string {
  const lines = table.flatMap((command) => {
    const [noun = "", verb] = command.words.split(" ");
    const begins = verb
      ? [
          `complete -c highwater -n __fish_use_subcommand -f -a ${noun}`,
          `complete -c highwater -n "__fish_seen_subcommand_from ${noun}; and not __fish_seen_subcommand_from ${verb}" -f -a ${verb} -d ${quoted(command.does)}`,
        ]
      : [`complete -c highwater -n __fish_use_subcommand -f -a ${noun} -d ${quoted(command.does)}`];
    const seen = `__fish_seen_subcommand_from ${noun}${verb ? `; and __fish_seen_subcommand_from ${verb}` : ""}`;
    const options = Object.entries(command.options).map(([name, { does, value, completes }]) => {
      const words = Array.isArray(completes) ? ` -f -a ${quoted(completes.join(" "))}` : "";
      return `complete -c highwater -n "${seen}" -l ${name}${value ? " -r" : ""}${words} -d ${quoted(does)}`;
    });
    return [...begins, ...options];
  });
  return `${[...new Set(lines)].join("\n")}\ncomplete -c highwater -l json -d 'Answer with JSON'\n`;
}

const nounOf = ({ words }: CliCommand) => words.split(" ")[0] ?? "";
const verbOf = ({ words }: CliCommand) => words.split(" ").slice(1);
const quoted = (text: string) => `'${text.replaceAll("'", "\\'")}'`;
