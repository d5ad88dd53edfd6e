/** What the operator has asked for so far: to stop, and after that to hurry. */
export type Signals = { stop: AbortSignal; hurry: AbortSignal };

/**
 * Listens for SIGINT, SIGTERM and SIGHUP: the first asks to stop, the second to hurry, the third ends the process at
 * once.
 */
export function listenForSignals(): Signals {
  const stop = new AbortController();
  const hurry = new AbortController();
  const onSignal = (name: string) => {
    if (hurry.signal.aborted) process.exit(130);
    if (!stop.signal.aborted) {
      stop.abort(name);
      return;
    }
    console.log("Hurrying: what is still open is cut off.");
    hurry.abort(name);
  };
  // The reader of our lines may go before us, and a line that nobody reads must not keep us from stopping cleanly.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, onSignal);
  return { stop: stop.signal, hurry: hurry.signal };
}

/** Resolves when the signal is given; at once when it has been. */
export function given(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
