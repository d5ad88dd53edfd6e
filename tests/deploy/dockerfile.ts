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
    .replace(/\\\n/g, "")
    .split("\n");
  for (const line of lines) {
    const [, name = "", rest = ""] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (name === "FROM") {
      const [, base, own = null] = /^([^\s-]\S*)(?:\s+AS\s+(\S+))?$/i.exec(rest) ?? [];
      if (!base) throw new Error(`What a stage is made from cannot be read: ${line}`);
      stages.push({ base, name: own, instructions: [] });
    } else if (name !== "") stages.at(-1)?.instructions.push({ name, rest });
    else if (line.trim() !== "") throw new Error(`A Dockerfile does not say ${line}`);
  }
  return stages;
}

/** All that the last instruction of a name says. Throws where there is none. */
export function saidOf({ instructions }: Stage, name: string): string {
  const last = instructions.findLast((one) => one.name === name);
  if (!last) throw new Error(`The Dockerfile has no ${name}.`);
  return last.rest;
}

/** What the last instruction of a name says as a command: `CMD ["node"]`, or the command of a HEALTHCHECK. */
export const commandOf = (stage: Stage, name: "CMD" | "HEALTHCHECK"): string[] =>
  JSON.parse(/\[.*\]$/.exec(saidOf(stage, name))?.[0] ?? "") as string[];

/** The variables that a stage sets. */
export function variablesOf({ instructions }: Stage): Record<string, string> {
  const pairs = instructions.filter(({ name }) => name === "ENV").flatMap(({ rest }) => rest.split(/\s+/));
  return Object.fromEntries(pairs.map((pair) => [pair.split("=")[0], pair.replace(/^[^=]*=/, "")]));
}
