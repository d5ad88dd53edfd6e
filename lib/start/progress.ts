const patienceMs = 1_000;

/** Says one line a step, its outcome and the time it took; the name comes first when it takes longer than a second. */
export async function step<T>(name: string, work: () => Promise<{ outcome: string; result: T }>): Promise<T> {
  const began = performance.now();
  let head = `${name.padEnd(11)} … `;
  const sayHead = () => {
    process.stdout.write(head);
    head = "";
  };
  const long = setTimeout(sayHead, patienceMs);
  try {
    const { outcome, result } = await work();
    process.stdout.write(`${head}${outcome} (${seconds(began)})\n`);
    return result;
  } catch (error) {
    process.stdout.write(`${head}failed (${seconds(began)})\n`);
    throw error;
  } finally {
    clearTimeout(long);
  }
}

/** The time since `began`, a reading of `performance.now()`, for people: `0.4 s`. */
export function seconds(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}
