import { type Figure, figures } from "../../labels";
import type { Questions } from "../schema";

const LONGEST = 2_000;

/** Questions as lines of `figure: PromQL`; what is wrong with them, as a sentence, where they cannot be read. */
export function readQuestions(text: string): Questions | string {
  const read: Questions = {};
  for (const [index, whole] of text.split("\n").entries()) {
    const line = whole.trim();
    if (line === "") continue;
    const [, name = "", query = ""] = /^(\w+)\s*[:=]\s*(.*)$/.exec(line) ?? [];
    const figure = figures.find((each) => each.toLowerCase() === name.toLowerCase());
    if (!figure) return `Line ${index + 1} does not begin with one of ${figures.join(", ")}, and a colon.`;
    if (query === "") return `Line ${index + 1} asks nothing.`;
    if (query.length > LONGEST)
      return `Line ${index + 1} has more than ${LONGEST.toLocaleString("en")} characters.`;
    if (read[figure] !== undefined) return `Two lines ask for ${figure}.`;
    read[figure] = query;
  }
  return read;
}

/** Questions as lines, in the order in which figures are shown; null where there are none. */
export function sayQuestions(questions: Questions | null): string | null {
  const asked = Object.entries(questions ?? {}) as [Figure, string][];
  const order = ([figure]: [Figure, string]) => figures.indexOf(figure);
  const lines = asked
    .toSorted((one, other) => order(one) - order(other))
    .map(([figure, query]) => `${figure}: ${query}`);
  return lines.length === 0 ? null : lines.join("\n");
}
