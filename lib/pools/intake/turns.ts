import { singleton } from "../../core/singleton";

/** So many already wait that another would wait too long. */
export class Busy extends Error {
  override name = "Busy";
}

/**
 * Lets one piece of work be done at a time, in the order in which they came: what is unpacked and read needs much memory
 * for a moment, and what one request taught the next one must know.
 */
export class Turns {
  private waiting = 0;
  private last: Promise<unknown> = Promise.resolve();

  constructor(readonly most: number) {}

  /** Does the work when its turn comes. Throws `Busy` where too many wait. */
  take<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting >= this.most) return Promise.reject(new Busy("Too many deliveries are waiting."));
    this.waiting += 1;
    const done = this.last.then(work).finally(() => {
      this.waiting -= 1;
    });
    this.last = done.catch(() => undefined);
    return done;
  }
}

/** The turns of this process's intakes. */
export const intakeTurns = (): Turns => singleton("intake-turns", () => new Turns(64));
