const minute = 60_000;

/** The newest time that the server told, and how far ahead of this device's clock it was. */
let known = { told: Number.NEGATIVE_INFINITY, ahead: 0 };

/**
 * What the server's clock shows now, in milliseconds: what it `told` with the page, and what has passed on this device
 * since. A page that was kept and is shown again tells an old time; the newest that was told counts.
 */
export function serverTime(told: number): number {
  const here = Date.now();
  if (told > known.told) known = { told, ahead: told - here };
  return Math.max(told, here + known.ahead);
}

/** How many full minutes `now` is past an instant, both in milliseconds; negative before it. */
export const minutesPast = (instant: number, now: number): number => Math.floor((now - instant) / minute);

/**
 * Calls back whenever another full minute has passed since an instant, or is left until it, by the server's clock. While
 * nobody can see the page it rests; who sees it again is told at once. Returns how to stop.
 */
export function everyMinute(instant: number, told: number, turned: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    const now = serverTime(told);
    const next = instant + (minutesPast(instant, now) + 1) * minute;
    timer = setTimeout(turn, next - now);
  };
  const turn = () => {
    turned();
    wait();
  };
  const look = () => {
    clearTimeout(timer);
    if (document.visibilityState === "visible") turn();
  };
  // Heard now, also by a page that nobody sees yet.
  serverTime(told);
  if (document.visibilityState === "visible") wait();
  document.addEventListener("visibilitychange", look);
  return () => {
    document.removeEventListener("visibilitychange", look);
    clearTimeout(timer);
  };
}
