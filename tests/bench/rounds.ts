import { performance } from "node:perf_hooks";

/** Something that is done over and over; it must throw when it did not work. What it needs is prepared outside the time. */
export type Subject = { name: string; once: () => Promise<unknown>; prepare?: () => void };

/** How long one subject took, in milliseconds, over all rounds. */
export type Times = { median: number; p95: number; rounds: number[] };

/**
 * Measures subjects in turns: each round runs every one of them `perRound` times, one after the other, in an order that
 * moves on with each round, so that whatever else the machine does meets all alike. One round goes before, uncounted.
 */
export async function measure(
  subjects: readonly Subject[],
  { rounds, perRound }: { rounds: number; perRound: number },
): Promise<Record<string, Times>> {
  const taken = new Map(subjects.map(({ name }) => [name, [] as number[][]]));
  for (let round = -1; round < rounds; round++) {
    for (const { name, ...subject } of rotated(subjects, Math.max(round, 0))) {
      const times = await timed(subject, perRound);
      if (round >= 0) taken.get(name)?.push(times);
    }
  }
  return Object.fromEntries(
    [...taken].map(([name, rounds]) => [
      name,
      { median: median(rounds.flat()), p95: quantile(rounds.flat(), 0.95), rounds: rounds.map(median) },
    ]),
  );
}

/** How much longer one took than the other: the median of the rounds' own ratios, and their range. */
export function ratio(one: Times, other: Times): { ratio: number; least: number; most: number } {
  const ratios = one.rounds.map((time, round) => time / (other.rounds[round] ?? Number.NaN));
  return { ratio: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
}

/** The times of a subject that was measured. */
export function timesOf(all: Record<string, Times>, name: string): Times {
  const times = all[name];
  if (!times) throw new Error(`${name} was not measured.`);
  return times;
}

/** The middle of some figures. */
export const median = (figures: readonly number[]): number => quantile(figures, 0.5);

/** What a share of some figures, 0 to 1, does not exceed. */
export function quantile(figures: readonly number[], at: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(at * sorted.length))] ?? Number.NaN;
}

async function timed({ once, prepare }: Omit<Subject, "name">, times: number): Promise<number[]> {
  const taken: number[] = [];
  for (let turn = 0; turn < times; turn++) {
    prepare?.();
    const began = performance.now();
    await once();
    taken.push(performance.now() - began);
  }
  return taken;
}

function rotated<T>(list: readonly T[], by: number): T[] {
  const start = by % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}
