/** Tells what happens: one sentence each, with what was measured at that moment on lines of its own. */
export type Narrator = {
  /** The moment that everything is told from. */
  began: Date;
  /** Gives the moment at which it was told. */
  tell(sentence: string, ...measured: string[]): Date;
};

const MARGIN = " ".repeat(17);

/** A narrator who begins now. Each line has the time since then and the clock's, in UTC. */
export function narrator(now: () => Date, say: (line: string) => void): Narrator {
  const began = now();
  return {
    began,
    tell(sentence, ...measured) {
      const at = now();
      const since = sinceThen(at.getTime() - began.getTime());
      say(`${since.padStart(6)}  ${at.toISOString().slice(11, 19)}  ${sentence}`);
      for (const line of measured) say(`${MARGIN} ${line}`);
      return at;
    },
  };
}

/** Time that passed, as `+1:05`. */
export function sinceThen(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  return `+${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
