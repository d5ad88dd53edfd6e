import type { Labels, NumberPoint } from "@/lib/pools/metrics/schema";
import { at } from "../../../support/clock";

/** When the captures were taken, where nothing else is said. */
export const taken = at("2025-10-08 14:23 America/New_York");

/** The points of a page in Prometheus' text format, with the labels that a scrape adds. */
export function scraped(page: string, target: Labels = {}, when = taken): NumberPoint[] {
  return page
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [, name = "", told = "", value = ""] = /^([\w:]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      if (name === "") throw new Error(`no line of an exposition: ${line}`);
      const labels = [...told.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = "", text = ""]) => [label, text]);
      const number = Number(value.replace("+Inf", "Infinity").replace("-Inf", "-Infinity"));
      return {
        kind: "number",
        name,
        labels: { ...Object.fromEntries(labels), ...target },
        value: number,
        at: when,
      };
    });
}
