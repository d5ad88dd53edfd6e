/**
 * Whether the server can be reached and takes requests. Ask before a page is asked for again by itself: where that fails,
 * the router goes to the address instead, and the browser shows its own page in place of ours.
 */
export function isServerThere(): Promise<boolean> {
  if (!navigator.onLine) return Promise.resolve(false);
  return fetch("/api/health", { cache: "no-store" }).then(
    ({ ok }) => ok,
    () => false,
  );
}
