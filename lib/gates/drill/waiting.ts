import { setTimeout as sleep } from "node:timers/promises";

/** Something that a drill waits for did not come about; the message says what, and for how long it was waited. */
export class DrillFailure extends Error {
  override name = "DrillFailure";
}

const LOOK_EVERY_MS = 250;

/**
 * Waits until a fact is there and gives it: `look` is asked again and again until it has found something. Throws a
 * `DrillFailure` when it has not after `seconds`, or when `signal` ends the drill.
 */
export async function until<Fact>(
  fact: string,
  seconds: number,
  look: () => Promise<Fact | null | undefined>,
  signal?: AbortSignal,
): Promise<Fact> {
  const began = performance.now();
  for (;;) {
    signal?.throwIfAborted();
    const found = await look();
    if (found !== null && found !== undefined) return found;
    if (performance.now() - began > seconds * 1_000)
      throw new DrillFailure(`Within ${seconds} s it did not happen that ${fact}.`);
    await sleep(LOOK_EVERY_MS, undefined, { ...(signal ? { signal } : {}) });
  }
}
