const units = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
  ["s", 1],
] as const;

/**
 * A length of time in its two largest units, rounded down: `2 h 15 min`, `45 s`, `3 d 4 h`. Seconds are
 * left out from an hour on; a negative length keeps its sign.
 */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "unknown";
  let rest = Math.floor(Math.abs(seconds));
  const start = units.findIndex(([, size]) => rest >= size);
  if (start === -1) return "0 s";
  const words: string[] = [];
  for (const [name, size] of units.slice(start, start + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) words.push(`${count} ${name}`);
  }
  return (seconds < 0 ? "−" : "") + words.join(" ");
}

/** The same length for `<time datetime>`: `PT2H15M`, `P3DT4H`, `PT0S`. Without a sign, which HTML lacks. */
export function isoDuration(seconds: number): string {
  const whole = Math.floor(Math.abs(seconds));
  const days = Math.floor(whole / 86_400);
  const [h, m, s] = [Math.floor((whole % 86_400) / 3_600), Math.floor((whole % 3_600) / 60), whole % 60];
  const clock = `${h ? `${h}H` : ""}${m ? `${m}M` : ""}${s ? `${s}S` : ""}`;
  if (days === 0) return `PT${clock || "0S"}`;
  return `P${days}D${clock ? `T${clock}` : ""}`;
}
