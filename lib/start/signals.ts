/** What the operator has asked for so far: to stop, and after that to hurry. */
export type Signals = { stop: AbortSignal; hurry: AbortSignal };

/**
 * Listens for SIGINT, SIGTERM and SIGHUP: the first asks to stop, the second to hurry, the third ends the process at
 * once. Under npm the end of npm asks to stop as well.
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
  whenNpmIsGone(() => stop.abort("npm ended"));
  return { stop: stop.signal, hurry: hurry.signal };
}

// A signal that only npm gets ends npm and the shell between, and is not handed on: their end is then the ask to stop.
function whenNpmIsGone(stop: () => void): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, 500);
  watch.unref();
}

/** Resolves when the signal is given; at once when it has been. */
export function given(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
