/** One line of the table: a figure, and the limit that it is held against, both measured in the same run. */
export type Line = {
  name: string;
  /** The figure that the goal is about, and what it is: a ratio, a size, a time, or a number of things. */
  figure: number;
  unit: "×" | "MB" | "kB" | "ms" | "min" | "points" | "firings";
  goal: { most: number } | { least: number };
  /** What stands beside it: absolute times, ranges, what it was compared with. */
  beside: Readonly<Record<string, number | string>>;
};

/** Whether the figure keeps to the goal. */
export function isMet({ figure, goal }: Line): boolean {
  return "most" in goal ? figure <= goal.most : figure >= goal.least;
}

/** A figure short enough to read. */
export const rounded = (figure: number): number =>
  Number(figure.toFixed(figure < 10 ? 3 : figure < 100 ? 2 : 1));
