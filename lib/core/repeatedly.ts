/** Something that is done again and again until it is stopped; `stop` waits for the turn that is under way. */
export type Repetition = { stop(): Promise<void> };

/**
 * Takes a turn every `everyMs`, never two at a time: a beat that finds the last one still under way is left out. One that
 * fails is told to `missed`, and the next comes all the same.
 */
export function repeatedly(
  everyMs: number,
  turn: () => Promise<unknown>,
  missed: (error: Error) => void,
): Repetition {
  let underWay: Promise<void> | null = null;
  const timer = setInterval(() => {
    underWay ??= turn()
      .then(() => undefined, missed)
      .finally(() => {
        underWay = null;
      });
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await underWay;
    },
  };
}
