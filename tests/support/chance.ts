/** Random choices that come out the same for the same seed. */
export type Chance = {
  /** A whole number from 0, below `sides`. */
  below(sides: number): number;
  one<T>(list: readonly T[]): T;
};

/** Chance by mulberry32: small, fast, and good enough to choose moments and inputs. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const below = (sides: number) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * sides);
  };
  return {
    below,
    one(list) {
      const chosen = list[below(list.length)];
      if (chosen === undefined) throw new Error("There is nothing to choose from.");
      return chosen;
    },
  };
}
