/** One instruction of a Dockerfile: its name, and all that stands behind it. */
export type Instruction = { name: string; rest: string };

/** A stage: what it is made from, its name where it has one, and what is done in it. */
export type Stage = { base: string; name: string | null; instructions: Instruction[] };

/** Reads a Dockerfile as far as ours goes: no heredocs, no arguments, no escapes but the `\` at the end of a line. */
export function readDockerfile(text: string): Stage[] {
  const stages: Stage[] = [];
  const lines = text
    .split("\n")
    .filter((line) => !line.startsWith("#"))
    .join("\n")
    .replace(/\\\n\s*/g, "")
    .split("\n");
  for (const line of lines) {
    const [, name = "", rest = ""] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (name === "FROM") {
      const [, base = "", own = null] = /^(\S+)(?:\s+AS\s+(\S+))?$/i.exec(rest) ?? [];
      stages.push({ base, name: own, instructions: [] });
    } else if (name !== "") stages.at(-1)?.instructions.push({ name, rest });
    else if (line.trim() !== "") throw new Error(`A Dockerfile does not say ${line}`);
  }
  return stages;
}

/** What the last instruction of a name says as a command: `CMD ["node"]`, or the command of a HEALTHCHECK. */
export function commandOf({ instructions }: Stage, name: "CMD" | "HEALTHCHECK"): string[] {
  const { rest = "" } = instructions.findLast((one) => one.name === name) ?? {};
  return JSON.parse(/\[.*\]$/.exec(rest)?.[0] ?? "[]") as string[];
}

/** The variables that a stage sets. */
export function variablesOf({ instructions }: Stage): Record<string, string> {
  const pairs = instructions.filter(({ name }) => name === "ENV").flatMap(({ rest }) => rest.split(/\s+/));
  return Object.fromEntries(pairs.map((pair) => pair.split("=") as [string, string]));
}
