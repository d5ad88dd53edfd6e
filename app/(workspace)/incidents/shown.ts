import type { ReactNode } from "react";

/** One way to show the list: what stands in its panel, and below. */
export type Shown = {
  body: ReactNode;
  footer: ReactNode;
  /** How many incidents there are, in words, or why that cannot be told; read aloud when it changes. */
  count: string;
  /** Whether there are more than it shows. */
  more: boolean;
};

/** How many incidents are shown, and whether there are more: `No incidents`, `1 incident`, `20 incidents, and more`. */
export function sayCount(count: number, more = false): string {
  if (count === 0) return "No incidents";
  return `${count === 1 ? "1 incident" : `${count} incidents`}${more ? ", and more" : ""}`;
}

/** On whose clock times are shown, and which place in the list the address names. */
export type Showing = { zone: string; place: Readonly<Record<string, string | string[] | undefined>> };
