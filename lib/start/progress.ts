/** Says one line a step: its name at once, its outcome and the time it took when it is done. */
export async function step<T>(name: string, work: () => Promise<{ outcome: string; result: T }>): Promise<T> {
  const began = performance.now();
  process.stdout.write(`${name.padEnd(11)} … `);
  try {
    const { outcome, result } = await work();
    process.stdout.write(`${outcome} (${seconds(began)})\n`);
    return result;
  } catch (error) {
    process.stdout.write(`failed (${seconds(began)})\n`);
    throw error;
  }
}

/** The time since `began`, a reading of `performance.now()`, for people: `0.4 s`. */
export function seconds(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}
