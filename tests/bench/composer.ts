import { readComposed } from "../../lib/incidents/composer/rules";
import { parseEntryTime } from "../../lib/incidents/times/rules";
import type { Line } from "./line";
import { median } from "./rounds";

const typed = [
  "the pool is full",
  "14:40 restart initiated, partial recovery",
  "~14:40 about when it began",
  "-5m pods restarted",
  "yesterday 23:50 the report was started by hand",
  "10-08 14:23 first alert",
  "2026-03-29 01:30 Europe is about to lose an hour",
  "/decision restart the report generator, then raise the pool to 200",
  "14:40 /finding one query holds 46 of 50 connections, idle in transaction",
  "/status monitoring the error rate falls",
  "/severity p1 no customer is affected",
  "/role commander @park",
  "/stauts resolved",
  `14:45 ${"a log excerpt of some length that somebody pasted; ".repeat(40)}`,
];
const together = 200;
const now = new Date("2026-10-08T13:00:00Z");

/**
 * What the composer does with each key that is pressed: it reads what stands in the field, a time in front with the clocks
 * of a zone. Beside it what JSON.parse takes for the same text.
 */
export async function composer({ rounds }: { rounds: number }): Promise<Line[]> {
  const ours = typed.map((text) => takes(rounds, () => understand(text)));
  const json = typed.map((text) => JSON.stringify(text)).map((text) => takes(rounds, () => JSON.parse(text)));
  const slowest = ours.indexOf(Math.max(...ours));
  return [
    {
      name: "What is typed into the composer is understood, the slowest of its typical lines",
      ...{ figure: ours[slowest] ?? Number.NaN, unit: "ms", goal: { most: 1 } },
      beside: {
        ...{ lines: typed.length, "ms in the middle": median(ours), "ms of JSON.parse": median(json) },
        slowest: typed[slowest]?.slice(0, 60) ?? "",
      },
    },
  ];
}

function understand(text: string): unknown {
  const read = readComposed(text);
  if ("problem" in read || read.does !== "log" || read.time === undefined) return read;
  return parseEntryTime(read.time, "Europe/Berlin", now);
}

/** Milliseconds for one, the median of the rounds; one round goes before, uncounted. */
function takes(rounds: number, once: () => unknown): number {
  const taken: number[] = [];
  for (let round = -1; round < rounds; round++) {
    const began = performance.now();
    for (let turn = 0; turn < together; turn++) once();
    if (round >= 0) taken.push((performance.now() - began) / together);
  }
  return median(taken);
}
