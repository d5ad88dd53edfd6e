const BOUNDS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30] as const;

/** A histogram of seconds in fixed buckets, as Prometheus wants it: cumulative counts, sum and count. */
export class Distribution {
  sum = 0;
  count = 0;
  max = 0;
  private readonly counts = BOUNDS.map(() => 0);

  /** Adds one observation, in seconds. */
  observe(seconds: number): void {
    this.sum += seconds;
    this.count += 1;
    this.max = Math.max(this.max, seconds);
    BOUNDS.forEach((bound, index) => {
      if (seconds <= bound) this.counts[index] = (this.counts[index] ?? 0) + 1;
    });
  }

  /** Cumulative counts by upper bound in seconds, without the last (+Inf), which is `count`. */
  buckets(): { bound: number; count: number }[] {
    return BOUNDS.map((bound, index) => ({ bound, count: this.counts[index] ?? 0 }));
  }
}
